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

    @Option(help: "Worlds in memory that are looked at first, for where a mistake would matter.")
    var memoryWorlds: UInt64 = 2_000

    @Option(help: "Worlds on disk that are looked at first.")
    var diskWorlds: UInt64 = 200

    @Option(help: "Worlds for each mistake where it matters, of each kind.")
    var each = 40

    @Option(help: "Seconds of processor time for each series of worlds.")
    var seconds = 40

    @Option(help: "Of a hundred, how many must be found.")
    var least = 95

    @Flag(help: "Write JSON.")
    var json = false

    func run() throws {
        let museum = try MuseumFolder(source)
        let plan = try museum.plan()
        let sites = plan.sites(in: museum.texts)
        let mistakes = sites.flatMap { site in
            zip(site.names, site.operators).map { (site: site, name: $0, mistake: $1) }
        }
        let worlds = try scouted(switches: mistakes.count)
        var texts: [String: String] = [:]
        var preys: [Hunters.Prey] = []
        for (number, (site, name, mistake)) in mistakes.enumerated() {
            texts[name] = site.text
            if plan.isKnown(site, mistake) { continue }
            guard only.isEmpty || only.contains(where: name.hasPrefix) else { continue }
            preys.append(.init(name: name, runs: worlds.compactMap { $0.run(number) }))
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

    /// Worlds of one kind, and for each switch those of them where it matters.
    private struct Scouted {
        let arguments: [String]
        let seeds: [[UInt64]]
        let most: Int

        func run(_ number: Int) -> Hunters.Run? {
            let seeds = seeds[number].prefix(most)
            return seeds.isEmpty ? nil : .init(arguments: arguments, seeds: Array(seeds))
        }
    }

    private func scouted(switches: Int) throws -> [Scouted] {
        let scouts = Scouts(program: planted, jobs: jobs, secondsMax: seconds)
        let eachOnDisk = max(each / 4, 1)
        let kinds: [(backend: Backend, profile: Profile, count: UInt64, most: Int)] = [
            (.memory, .all, memoryWorlds, each), (.memory, .even, memoryWorlds / 2, each),
            (.disk, .all, diskWorlds, eachOnDisk), (.disk, .even, diskWorlds / 2, eachOnDisk),
        ]
        return try kinds.filter { $0.count > 0 }.map { kind in
            let arguments = [
                "--backend", kind.backend.rawValue, "--profile", kind.profile.rawValue, "--steps",
                kind.backend == .memory ? "30" : "20",
            ]
            let all = Hunters.Run(arguments: arguments, seeds: Array(1...kind.count))
            return Scouted(
                arguments: arguments, seeds: try scouts.look(at: all, switches: switches),
                most: kind.most)
        }
    }
}

/// Writes a line at once: who watches a long hunt wants to see how it goes.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
