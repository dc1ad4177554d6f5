internal import SyncSimulation

/// What letting a scenario's calls fail in one way came to, for programs: one JSON object a line.
struct SweepPaper: Codable {
    let scenario: String
    let fault: String
    /// Of the disk, in the scenario.
    let calls: Int
    /// How many times it was played with a fault.
    let runs: Int
    let violations: [String]

    init(_ result: Sweep.Result) {
        self.scenario = result.scenario
        self.fault = result.fault.rawValue
        self.calls = result.calls
        self.runs = result.runs
        self.violations = result.violations
    }
}
