internal import ArgumentParser
internal import Foundation
internal import SyncSimulation
internal import Synchronization

/// `feltbog-sim sweep`.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Let every call to the disk fail in every way, one after another.",
        discussion: """
            Each scenario is played once for every call to the disk that it makes, every way in which \
            that call can fail, and everything that a person may do then; each time all must come right.
            """)

    @Option(help: "Only this scenario; repeat for several.")
    var scenario: [String] = []

    @Option(help: "Only this way to fail; repeat for several.")
    var fault: [SweepFault] = []

    @Option(help: "1 for every call, more for a sample.")
    var stride = 1

    @Option(help: "Scenarios at the same time; 0 for one a processor.")
    var jobs = 0

    @Flag(help: "Write one JSON object a line.")
    var json = false

    func validate() throws {
        let names = SweepScenario.all.map(\.name)
        for name in scenario where !names.contains(name) {
            throw ValidationError("no scenario \(name); there are \(names.joined(separator: ", "))")
        }
        guard stride > 0, jobs >= 0 else {
            throw ValidationError("--stride must be positive, --jobs not negative")
        }
    }

    func run() throws {
        let work = SweepScenario.all.filter { scenario.isEmpty || scenario.contains($0.name) }
            .flatMap { scenario in
                (fault.isEmpty ? SweepFault.allCases : fault).map { (scenario, $0) }
            }
        let begun = ContinuousClock.now
        let next = Atomic<Int>(0)
        let total = Mutex((calls: 0, runs: 0, violations: 0))
        let workers = jobs == 0 ? ProcessInfo.processInfo.activeProcessorCount : jobs
        DispatchQueue.concurrentPerform(iterations: min(workers, work.count)) { _ in
            while case let place = next.add(1, ordering: .relaxed).oldValue, place < work.count {
                let result = Self.result(work[place].0, work[place].1, stride: stride)
                total.withLock { total in
                    total.calls += result.calls
                    total.runs += result.runs
                    total.violations += result.violations.count
                    print(json ? JSON.line(SweepPaper(result)) : Self.text(result))
                }
            }
        }
        let sum = total.withLock { $0 }
        if !json {
            let seconds = (ContinuousClock.now - begun) / .seconds(1)
            print(
                """
                \(sum.runs) faults at \(sum.calls) calls in \(Int(seconds.rounded())) s, \
                \(sum.violations) broken promises
                """)
        }
        if sum.violations > 0 { throw ExitCode(1) }
    }

    private static func result(
        _ scenario: SweepScenario, _ fault: SweepFault, stride: Int
    ) -> Sweep.Result {
        do {
            return try Sweep(scenario).run(fault, stride: stride)
        } catch {
            var result = Sweep.Result(scenario: scenario.name, fault: fault)
            result.violations = ["before any fault: \(error)"]
            return result
        }
    }

    private static func text(_ result: Sweep.Result) -> String {
        let name = "\(result.scenario) \(result.fault.rawValue)"
        let head = "\(name): \(result.runs) faults at \(result.calls) calls"
        guard !result.violations.isEmpty else { return head }
        return ([head] + result.violations.map { "  broken: \($0)" }).joined(separator: "\n")
    }
}

extension SweepFault: ExpressibleByArgument {}
