/// A shrunk case as a test that a person can read and keep.
package struct DirectedTest {
    package let shrunk: Shrinker.Case
    package let violation: Violation

    package init(_ shrunk: Shrinker.Case, _ violation: Violation) {
        self.shrunk = shrunk
        self.violation = violation
    }

    /// Swift source of one test, for a suite in SyncSimulationTests.
    package var source: String {
        let options = shrunk.options
        let clocks = changedClocks
        let head = [
            "/// \(violation.promise): \(violation.detail.prefix(90))",
            "@Test func `seed \(options.seed) keeps \(violation.promise)`() throws {",
            "    \(clocks.isEmpty ? "let" : "var") options = WorldOptions(",
            "        seed: \(options.seed), profile: .\(options.profile), "
                + "backend: .\(options.backend), steps: \(options.steps), "
                + "replicas: \(options.replicas))",
        ]
        let body = clocks.map { "    options.clocks[\($0)] = .right" } + ["    let steps = ["]
        let steps = shrunk.steps.map { step in
            "        Step(.\(step.kind), who: \(step.who), wait: \(Self.grouped(step.wait)), "
                + "dice: 0x\(String(step.dice, radix: 16))),"
        }
        let end = ["    ]", "    try World(options, steps: steps).run()", "}"]
        return (head + body + steps + end).joined(separator: "\n")
    }

    /// Of devices whose clock is right now, and was drawn wrong.
    private var changedClocks: [Int] {
        let options = shrunk.options
        let drawn = WorldOptions(
            seed: options.seed, profile: options.profile, backend: options.backend,
            steps: options.steps, replicas: options.replicas)
        return options.clocks.indices.filter { options.clocks[$0] != drawn.clocks[$0] }
    }

    private static func grouped(_ number: Int64) -> String {
        var digits = String(number)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return ([digits] + groups).joined(separator: "_")
    }
}
