internal import ArgumentParser
internal import Foundation
internal import SyncSimulation

/// Switches each small mistake on and counts those that are found.
struct MutantsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutants",
        abstract: "Hunt small mistakes in merge, admission, rebase and session, one at a time.",
        discussion: "Ends with 0 only when as many were found as --least asks for.")

    @Option(help: "The package's folder.")
    var source = "."

    @Option(help: "The simulator that was built of the planted copy.")
    var planted: String

    @Option(help: "Mistakes whose names begin so; may be given again and again.")
    var only: [String] = []

    @Option(help: "Mistakes at the same time.")
    var jobs = 2

    @Option(help: "Every so many mistakes one, for a sample.")
    var every = 1

    @Option(help: "Worlds in memory for each.")
    var memoryWorlds = 150

    @Option(help: "Worlds on disk for each that survives those in memory.")
    var diskWorlds = 15

    @Option(help: "Seconds of processor time for each series of worlds.")
    var seconds = 40

    @Option(help: "Of a hundred, how many must be found.")
    var least = 95

    @Flag(help: "Write JSON.")
    var json = false

    func run() throws {
        let museum = try MuseumFolder(source)
        let plan = try museum.plan()
        var texts: [String: String] = [:]
        var preys: [Hunters.Prey] = []
        for site in plan.sites(in: museum.texts) {
            for (name, mistake) in zip(site.names, site.operators) {
                texts[name] = site.text
                if plan.isKnown(site, mistake) { continue }
                guard only.isEmpty || only.contains(where: name.hasPrefix) else { continue }
                preys.append(.init(name: name, runs: runs(site)))
            }
        }
        preys = preys.enumerated().filter { $0.offset % every == 0 }.map(\.element)
        let hunters = Hunters(program: planted, jobs: jobs, secondsMax: seconds)
        let results = try hunters.hunt(preys) { result in
            guard !json else { return }
            let text = result.killer == nil ? "  \(texts[result.name] ?? "")" : ""
            say("\(result.name): \(result.sentence)\(text)")
        }
        let killed = results.filter { $0.killer != nil }.count
        if json {
            print(try JSON.text(results.sorted { $0.name < $1.name }))
        } else {
            let rate = Double(killed) * 100 / Double(max(results.count, 1))
            print("\(killed) of \(results.count) found, \((rate * 10).rounded() / 10) %")
        }
        if killed * 100 < results.count * least { throw ExitCode(1) }
    }

    /// The replica's own database is not there in memory worlds.
    private func runs(_ site: MutantSite) -> [Hunters.Run] {
        let disk = Hunters.Run(arguments: ["--backend", "disk"], seeds: diskWorlds)
        if site.file.hasPrefix("Sources/SyncReplica/") { return [disk] }
        return [.init(arguments: ["--backend", "memory"], seeds: memoryWorlds), disk]
    }
}

/// Writes a line at once: who watches a long hunt wants to see how it goes.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
