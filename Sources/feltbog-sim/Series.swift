internal import Foundation
internal import SyncSimulation
internal import Synchronization

/// What became of one world.
struct WorldOutcome: Sendable {
    let options: WorldOptions
    var tally = Tally()
    var coverage = Coverage()
    var hash: UInt64 = 0
    var failure: Violation?
}

/// Worlds, several at the same time.
struct Series: Sendable {
    let seeds: Seeds
    let profile: Profile
    let backend: Backend
    let steps: Int?
    let replicas: Int?
    let jobs: Int
    /// The promises that are watched; all when empty.
    var promises: [String] = []
    /// After how many broken worlds to stop.
    var failuresMax = 1
    /// When to stop, whatever is left.
    var end: ContinuousClock.Instant?

    struct Result: Sendable {
        var worlds = 0
        var tally = Tally()
        var coverage = Coverage()
        /// Worlds that broke a promise, by seed.
        var failures: [WorldOutcome] = []
    }

    private struct State {
        var next = 0
        var result = Result()
    }

    /// Stops when there are enough failures or the time is over; worlds that have begun are ended.
    ///
    /// - Parameter tell: called after each world, one at a time.
    func run(tell: @Sendable (WorldOutcome) -> Void) -> Result {
        let state = Mutex(State())
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
            while let seed = take(state) {
                let outcome = outcome(options(seed))
                state.withLock { state in
                    tell(outcome)
                    state.result.worlds += 1
                    state.result.tally = state.result.tally + outcome.tally
                    state.result.coverage = state.result.coverage + outcome.coverage
                    guard outcome.failure != nil else { return }
                    state.result.failures.append(outcome)
                }
            }
        }
        var result = state.withLock { $0.result }
        result.failures.sort { $0.options.seed < $1.options.seed }
        return result
    }

    private func take(_ state: borrowing Mutex<State>) -> UInt64? {
        state.withLock { state in
            guard let seed = seeds[state.next], state.result.failures.count < failuresMax,
                end.map({ ContinuousClock.now < $0 }) ?? true
            else { return nil }
            state.next += 1
            return seed
        }
    }

    /// `nil` for all. The record is what the others look things up in.
    private var checkers: [any Checker]? {
        promises.isEmpty
            ? nil : allCheckers().filter { $0.name == "record" || promises.contains($0.name) }
    }

    func options(_ seed: UInt64) -> WorldOptions {
        WorldOptions(
            seed: seed, profile: profile, backend: backend, steps: steps, replicas: replicas)
    }

    /// Runs one world to its end.
    ///
    /// - Parameter story: is told what happens, a line at a time.
    func outcome(
        _ options: WorldOptions, story: ((String) -> Void)? = nil
    ) -> WorldOutcome {
        var outcome = WorldOutcome(options: options)
        do {
            let world = try World(options, checkers: checkers)
            world.story = story
            defer {
                outcome.tally = world.tally
                outcome.coverage = world.coverage
                outcome.hash = world.trace.hash
            }
            try world.run()
        } catch let violation as Violation {
            outcome.failure = violation
        } catch {
            outcome.failure = Violation("no crash", "\(error)", kind: .crash)
        }
        return outcome
    }
}
