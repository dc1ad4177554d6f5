internal import ArgumentParser
internal import Foundation
internal import SyncSimulation

/// `feltbog-sim flip`.
struct FlipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flip",
        abstract: "Turn bits of databases at rest over, one after another.",
        discussion: """
            For each byte of the file one bit is turned over on fresh disks; then everybody opens, works and \
            syncs. The damage must be told or put right, and never reach what others have. What nothing tells \
            from its author's own work is counted as unnoticed. Ends with 0 when no promise was broken.
            """)

    @Option(help: "Only this scenario; repeat for several.")
    var scenario: [String] = []

    @Option(help: "1 for every byte, more for a sample.")
    var stride = 1

    @Option(help: "The first byte.")
    var from = 0

    @Option(help: "The byte to stop before; the file's end when it is not given.")
    var to: Int?

    @Option(help: "Processes at the same time; 0 for one a processor.")
    var jobs = 0

    @Option(help: "Seconds of processor time for a hundred flips; then one of them does not end.")
    var seconds = 300

    @Flag(help: "Write one JSON object a scenario and line.")
    var json = false

    func validate() throws {
        let names = FlipScenario.all.map(\.name)
        for name in scenario where !names.contains(name) {
            throw ValidationError("no scenario \(name); there are \(names.joined(separator: ", "))")
        }
        guard stride > 0, jobs >= 0, from >= 0, seconds > 0 else {
            throw ValidationError(
                "--stride and --seconds must be positive, --jobs and --from not negative")
        }
    }

    func run() throws {
        guard let program = Bundle.main.executablePath else {
            throw ValidationError("the program does not find itself")
        }
        var broken = 0
        for scenario in FlipScenario.all
        where self.scenario.isEmpty || self.scenario.contains(scenario.name) {
            let end = min(to ?? .max, try FlipSweep(scenario).byteCount)
            let parts = FlipParts(
                program: program, scenario: scenario.name, stride: stride,
                jobs: jobs == 0 ? ProcessInfo.processInfo.activeProcessorCount : jobs,
                secondsMax: seconds)
            let tally = try parts.run(from: from, to: end)
            broken += tally.violations.count
            print(json ? JSON.line(tally) : Self.text(tally))
        }
        if broken > 0 { throw ExitCode(1) }
    }

    private static func text(_ tally: FlipTally) -> String {
        let head = """
            \(tally.scenario): \(tally.flips) bits turned over: \(tally.harmless) harmless, \
            \(tally.mended) mended, \(tally.reported) reported, \(tally.unnoticed) unnoticed, \
            \(tally.violations.count) broken promises
            """
        let kinds = tally.kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "  \($0.value) \($0.key)" }
        let lines =
            kinds + tally.silent.map { "  silent: \($0)" }
            + tally.violations.map { "  broken: \($0)" }
        return ([head] + lines).joined(separator: "\n")
    }
}
