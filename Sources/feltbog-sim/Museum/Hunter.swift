internal import Foundation
internal import SyncSimulation

/// Looks for one bug: worlds with it, and each world that breaks a promise once more without it. A world
/// that breaks one without it as well proves nothing.
final class Hunter: Worker {
    private enum Phase {
        case hunting
        case comparing(promise: String, seed: UInt64)
    }

    private let hunters: Hunters
    private let prey: Hunters.Prey
    private var child: Child
    private var phase = Phase.hunting
    private var run = 0
    private var worlds = 0
    private var worthless: [String] = []
    private static let worthlessMax = 25
    private let begun = ContinuousClock.now

    init(_ hunters: Hunters, _ prey: Hunters.Prey) throws {
        self.hunters = hunters
        self.prey = prey
        self.child = try Self.start(hunters, prey, run: 0, prey.runs[0].seeds)
    }

    private static func start(
        _ hunters: Hunters, _ prey: Hunters.Prey, run: Int, _ seeds: [UInt64], isOn: Bool = true
    ) throws -> Child {
        try Child(
            hunters.program, prey.runs[run].arguments, seeds, label: prey.name,
            environment: isOn ? [MutantSwitch.variable: prey.name] : [:],
            secondsMax: hunters.secondsMax)
    }

    func stop() { child.stop() }

    /// - Returns: `nil` while there is something to do.
    func advance() throws -> HuntResult? {
        guard let end = child.end() else { return nil }
        switch (phase, end) {
        case (.hunting, .kept(let count)):
            worlds += count
            run += 1
            guard run < prey.runs.count else { return result(.survived) }
            child = try Self.start(hunters, prey, run: run, prey.runs[run].seeds)
        case (.hunting, .broken(let promise, let seed, let count)):
            worlds += count
            phase = .comparing(promise: promise, seed: seed)
            child = try Self.start(hunters, prey, run: run, [seed], isOn: false)
        case (.comparing(let promise, let seed), .kept):
            return result(.found(promise: promise, seed: seed))
        case (.comparing(_, let seed), .broken(let promise, _, _)):
            worthless.append(promise)
            guard worthless.count < Self.worthlessMax else {
                return result(.unknown("worlds break \(Set(worthless).sorted()) without it"))
            }
            phase = .hunting
            let left = prey.runs[run].seeds.drop { $0 <= seed }
            child = try Self.start(hunters, prey, run: run, Array(left))
        case (.comparing, _):
            return result(.unknown("without it the same world ends with \(end)"))
        case (.hunting, .died(let signal)):
            return result(.died(signal: signal))
        case (.hunting, .hung):
            return result(.hung)
        case (.hunting, .misused(let why)):
            return result(.unknown(why))
        }
        return nil
    }

    private func result(_ end: HuntResult.End) -> HuntResult {
        HuntResult(
            name: prey.name, end: end, worlds: worlds,
            seconds: begun.duration(to: .now) / .seconds(1))
    }
}
