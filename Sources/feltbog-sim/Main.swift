internal import ArgumentParser
internal import Foundation
internal import SyncSimulation

/// Runs simulated worlds, one a seed, and stops at the first promise that is not kept.
@main
struct FeltbogSim: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feltbog-sim",
        abstract:
            "Run simulated worlds of replicas and an office; the same seed gives the same world.",
        subcommands: [PlantCommand.self])

    @Option(help: "How many worlds.")
    var seeds: UInt64 = 100

    @Option(help: "The first world's seed.")
    var firstSeed: UInt64 = 1

    @Option(help: "Steps of chaos in each world.")
    var steps = 120

    @Option(help: "Replicas in each world, 1 to 5; 0 draws 3 to 5 by seed.")
    var replicas = 0

    func validate() throws {
        guard seeds > 0, steps > 0, (0...5).contains(replicas) else {
            throw ValidationError("--seeds and --steps must be positive, --replicas 0 to 5")
        }
    }

    func run() throws {
        var tally = Tally()
        for seed in firstSeed..<(firstSeed + seeds) {
            do {
                tally = tally + (try world(seed))
            } catch let violation as Violation {
                print("seed \(seed): \(violation)")
                throw ExitCode(1)
            }
        }
        print(
            """
            \(seeds) worlds kept every promise: \(tally.sets) change sets, \(tally.syncs) syncs, \
            \(tally.cuts) cut, \(tally.restarts) restarts, \(tally.returned) returned, \
            \(tally.outcomes) outcomes
            """)
    }

    private func world(_ seed: UInt64) throws -> Tally {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "feltbog-sim-\(ProcessInfo.processInfo.processIdentifier)-\(seed)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let devices = replicas == 0 ? 3 + Int(seed % 3) : replicas
        let world = try World(
            ForumWorkload(devices: devices), WorldOptions(seed: seed, steps: steps),
            in: folder.path)
        try world.run()
        return world.tally
    }
}
