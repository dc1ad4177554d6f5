internal import ArgumentParser
internal import Foundation
internal import SyncSimulation

/// `feltbog-sim run`.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run worlds and stop at the first promise that is not kept.")

    @Option(help: "How many worlds.")
    var seeds: UInt64 = 100

    @Option(help: "The first world's seed.")
    var firstSeed: UInt64 = 1

    @Option(help: "In place of consecutive seeds, these, with commas between.")
    var among: String?

    @Option(help: "Which troubles are likely.")
    var profile = Profile.all

    @Option(help: "What nodes keep their rows in.")
    var backend = Backend.memory

    @Option(help: "Steps of trouble in each world; 0 draws them by seed.")
    var steps = 0

    @Option(help: "Replicas in each world, at most 9; 0 draws them by seed.")
    var replicas = 0

    @Option(help: "Worlds at the same time; 0 for one a processor.")
    var jobs = 0

    @Option(
        name: .customLong("promise"),
        help: "Watch this promise and no other; may be given again and again.")
    var promises: [String] = []

    @Option(help: "Stop after so many minutes; 0 for when all are done.")
    var minutes = 0.0

    @Option(help: "Stop after so many worlds that break a promise.")
    var failures = 1

    @Flag(help: "Write one JSON object.")
    var json = false

    @Flag(help: "Name the cells of operation, state and fault that were not hit.")
    var gaps = false

    @Flag(help: "Write a line for each world.")
    var verbose = false

    @Flag(help: "Tell everything that happens in the first seed's world, and run no other.")
    var story = false

    func validate() throws {
        guard seeds > 0, steps >= 0, (0...9).contains(replicas), replicas != 1, jobs >= 0,
            failures > 0,
            minutes >= 0
        else {
            throw ValidationError(
                "--seeds and --failures must be positive, --steps, --jobs and --minutes not negative, "
                    + "--replicas 2 to 9")
        }
    }

    func run() throws {
        let series = Series(
            seeds: try chosen(), profile: profile, backend: backend,
            steps: steps == 0 ? nil : steps, replicas: replicas == 0 ? nil : replicas,
            jobs: jobs == 0 ? ProcessInfo.processInfo.activeProcessorCount : jobs,
            promises: promises, failuresMax: failures,
            end: minutes == 0 ? nil : .now + .seconds(minutes * 60))
        if story {
            let outcome = series.outcome(series.options(series.seeds.first)) { print($0) }
            return print(SeriesText.line(outcome))
        }
        let begun = ContinuousClock.now
        let result = series.run { outcome in
            if verbose, !json { print(SeriesText.line(outcome)) }
        }
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        if json {
            print(try JSON.text(WorldsPaper(result, series, seconds: seconds)))
        } else {
            print(SeriesText.summary(result, series, seconds: seconds))
            if gaps { for cell in result.coverage.gaps { print("empty: \(cell.name)") } }
        }
        if let failure = result.failures.first?.failure { throw ExitCode(failure.exitCode) }
    }

    private func chosen() throws -> Seeds {
        guard let among else {
            guard seeds - 1 <= UInt64.max - firstSeed else {
                throw ValidationError("--first-seed and --seeds go beyond the last seed there is")
            }
            return Seeds(firstSeed...(firstSeed + (seeds - 1)))
        }
        let chosen = among.split(separator: ",", omittingEmptySubsequences: false).map {
            UInt64($0)
        }
        guard let seeds = Seeds(chosen.compactMap { $0 }), !chosen.contains(nil) else {
            throw ValidationError("--among wants numbers with commas between, not '\(among)'")
        }
        return seeds
    }
}

extension Violation {
    /// 2 is for misuse.
    var exitCode: Int32 {
        switch kind {
        case .correctness: 1
        case .liveness: 3
        case .crash: 4
        }
    }
}
