internal import ArgumentParser
internal import SyncSimulation

/// `feltbog-sim shrink`.
struct ShrinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shrink",
        abstract: "Make a world that breaks a promise as short as it can be, as a directed test.",
        discussion: """
            Ends with 0 when the world keeps every promise, with what `run` ends with when it does not.
            """)

    @Option(help: "The world's seed.")
    var seed: UInt64

    @Option(help: "Which troubles are likely.")
    var profile = Profile.all

    @Option(help: "What nodes keep their rows in.")
    var backend = Backend.memory

    @Option(help: "Steps of trouble; 0 draws them by seed.")
    var steps = 0

    @Option(help: "Replicas, at most 9; 0 draws them by seed.")
    var replicas = 0

    @Option(help: "Worlds to try at most.")
    var worlds = 2_000

    @Flag(help: "Tell everything that happens in the short world, too.")
    var story = false

    func validate() throws {
        guard steps >= 0, (0...9).contains(replicas), replicas != 1, worlds > 0 else {
            throw ValidationError(
                "--steps must not be negative, --replicas 2 to 9, --worlds positive")
        }
    }

    func run() throws {
        let options = WorldOptions(
            seed: seed, profile: profile, backend: backend, steps: steps == 0 ? nil : steps,
            replicas: replicas == 0 ? nil : replicas)
        let whole = Shrinker.Case(options: options, steps: options.plan())
        guard let broken = Shrinker.run(whole) else {
            return print("Seed \(seed) keeps every promise.")
        }
        var shrinker = Shrinker(broken, worldsMax: worlds)
        let short = shrinker.shrink(whole)
        if story { try tell(short) }
        print(
            """
            \(whole.steps.count) steps became \(short.steps.count), in \(shrinker.worlds) worlds.
            \(shrinker.last)

            \(DirectedTest(short, shrinker.last).source)
            """)
        throw ExitCode(shrinker.last.exitCode)
    }

    private func tell(_ short: Shrinker.Case) throws {
        let world = try World(short.options, steps: short.steps)
        world.story = { print($0) }
        do { try world.run() } catch is Violation { return }
    }
}
