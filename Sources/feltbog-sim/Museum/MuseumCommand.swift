internal import ArgumentParser
internal import Foundation
internal import SyncSimulation

/// Switches each exhibit on and waits for the checkers that must find it.
struct MuseumCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "museum",
        abstract: "Hunt every bug of the museum, one at a time, and say what found it.",
        discussion: "Ends with 0 only when each was found by a checker that it names.")

    @Option(help: "The package's folder.")
    var source = "."

    @Option(help: "The simulator that was built of the planted copy.")
    var planted: String

    @Option(help: "Exhibits whose names begin so; may be given again and again.")
    var only: [String] = []

    @Option(help: "Exhibits at the same time.")
    var jobs = 2

    @Option(help: "Seconds of processor time for each.")
    var seconds = 60

    @Flag(help: "Write JSON.")
    var json = false

    func run() throws {
        let exhibits = try MuseumFolder(source).exhibits().filter { exhibit in
            only.isEmpty || only.contains(where: exhibit.name.hasPrefix)
        }
        let byName = Dictionary(uniqueKeysWithValues: exhibits.map { ($0.name, $0) })
        let hunters = Hunters(program: planted, jobs: jobs, secondsMax: seconds)
        let results = try hunters.hunt(
            exhibits.map { .init(name: $0.name, runs: Self.runs($0)) }
        ) { result in
            guard !json, let exhibit = byName[result.name] else { return }
            let isRight = result.killer == nil || result.isKilled(by: exhibit.killers)
            let wrong = isRight ? "" : ", NOT by \(exhibit.killers.joined(separator: " or "))"
            say("\(result.name): \(result.sentence)\(wrong)")
        }
        let killed = results.filter { $0.isKilled(by: byName[$0.name]?.killers ?? []) }
        if json {
            print(try JSON.text(results.sorted { $0.name < $1.name }))
        } else {
            print("\(killed.count) of \(exhibits.count) exhibits killed by a checker they name")
        }
        if killed.count < exhibits.count { throw ExitCode(1) }
    }

    /// First only those watch who must find it; what slips through is shown to all.
    private static func runs(_ exhibit: Exhibit) -> [Hunters.Run] {
        let hunt = exhibit.hunt
        let named = exhibit.killers.flatMap { ["--promise", $0] }
        return [
            .init(arguments: hunt.arguments + named, seeds: Array(1...UInt64(hunt.seeds))),
            .init(arguments: hunt.arguments, seeds: Array(1...UInt64(max(hunt.seeds / 10, 1)))),
        ]
    }
}
