internal import SyncOffice
internal import SyncReplica
internal import SyncSQLite

/// Lets each call of a scenario fail in each way, one after another, and sees whether everything comes right.
package final class Sweep {
    /// What one scenario came to with one fault.
    package struct Result: Sendable {
        package let scenario: String
        package let fault: SweepFault
        /// How many calls can fail this way.
        package var calls = 0
        /// How many faults were played, each with all its aftermaths.
        package var runs = 0
        /// The first broken promises, each with the call that breaks it.
        package var violations: [String] = []

        package init(scenario: String, fault: SweepFault) {
            self.scenario = scenario
            self.fault = fault
        }
    }

    private static let callsMax = 20_000
    private static let violationsMax = 5

    package let scenario: SweepScenario
    private let template: SweepStage

    /// Prepares the disks.
    package init(_ scenario: SweepScenario) throws {
        self.scenario = scenario
        let stage = try SweepStage(replicas: scenario.replicas)
        try scenario.prepare(stage)
        try stage.close()
        self.template = stage
    }

    /// - Parameter stride: 1 for every call, more for a sample.
    package func run(_ fault: SweepFault, stride: Int = 1) -> Result {
        var result = Result(scenario: scenario.name, fault: fault)
        for nth in Swift.stride(from: 1, through: Self.callsMax, by: stride) {
            for aftermath in fault.aftermaths {
                do {
                    let isFired = try play(fault, nth, aftermath)
                    if !isFired { return result }
                } catch {
                    result.violations.append("call \(nth), then \(aftermath): \(error)")
                    if result.violations.count >= Self.violationsMax { return result }
                }
                result.runs += 1
            }
            result.calls = nth
        }
        result.violations.append("the faults do not end")
        return result
    }

    /// One world. Answers whether the fault was met.
    private func play(_ fault: SweepFault, _ nth: Int, _ aftermath: Aftermath) throws -> Bool {
        let stage = SweepStage(template, seed: UInt64(nth) &+ 100)
        let disk = scenario.victim.map { stage.disks[$0] } ?? stage.officeDisk
        // Those who do not fail are up already; the victim too, unless it begins with nothing.
        for index in stage.disks.indices where stage.disks[index].size("replica.db") != nil {
            _ = try stage.node(index)
        }
        _ = try stage.office
        disk.fail(fault.fault.calls, nth: nth, with: fault.fault, repeats: fault.repeats)
        do {
            try scenario.act(stage)
        } catch {
            try Self.expectClean(error)
        }
        let isFired = disk.faults > 0
        disk.heal()
        switch aftermath {
        case .goOn: break
        case .restart(let loss): try stage.restart(scenario.victim, loss)
        }
        try scenario.next(stage)
        for _ in 0..<3 {
            for index in stage.disks.indices { try stage.expectSync(index) }
        }
        let check = try SweepCheck(stage)
        try check.run()
        try check.isQuiet()
        if fault == .sync {
            // What nobody could make durable shows now.
            try stage.restart(scenario.victim, .power)
            for index in stage.disks.indices { try stage.expectSync(index) }
            try SweepCheck(stage).run()
        }
        return isFired
    }

    /// People are told what a person can act on, whatever failed.
    private static func expectClean(_ error: any Error) throws {
        switch error {
        case is ReplicaError, is OfficeError, is StoreError, is SweepFailure: return
        default: throw Violation("clean errors", "\(type(of: error)): \(error)")
        }
    }
}
