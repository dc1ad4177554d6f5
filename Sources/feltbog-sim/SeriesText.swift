internal import Foundation
internal import SyncSimulation

/// How a series is told to people and programs.
enum SeriesText {
    static func line(_ outcome: WorldOutcome) -> String {
        let end = outcome.failure.map(\.description) ?? "kept every promise"
        return "\(outcome.options)\n  trace \(hex(outcome.hash)): \(end)"
    }

    static func summary(_ result: Series.Result, _ series: Series, seconds: Double) -> String {
        let tally = result.tally
        let steps = tally.steps.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
        let forgeries = tally.forgeries.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) \($0.value)" }.joined(separator: ", ")
        let rate = String(format: "%.1f", Double(result.worlds) / max(seconds, 0.001))
        var text = """
            \(result.worlds) worlds in \(String(format: "%.1f", seconds)) s (\(rate) a second)
            sets \(tally.sets), syncs \(tally.syncs), cut short \(tally.cuts), \
            parcels \(tally.parcels), bytes \(tally.bytes), shared commits \(tally.sharedCommits)
            admitted \(tally.admitted), returned \(tally.returned), held \(tally.held), \
            outcomes \(tally.outcomes), new identities \(tally.reidentified), \
            unconfirmed marks \(tally.epochs), deletions forgotten \(tally.retired)
            steps: \(steps)
            forgeries: \(forgeries.isEmpty ? "none" : forgeries)
            coverage: \(result.coverage.cells.count) cells of \(Coverage.possible.count)
            """
        for failed in result.failures {
            guard let failure = failed.failure else { continue }
            text += """

                \(failed.options)
                trace \(hex(failed.hash))
                seed \(failed.options.seed): \(failure)
                Again: \(command(failed.options.seed, series))
                """
        }
        return result.failures.isEmpty ? text + "\nEvery promise was kept." : text
    }

    /// How to run one seed of a series again.
    static func command(_ seed: UInt64, _ series: Series) -> String {
        var words = [
            "feltbog-sim", "--seeds", "1", "--first-seed", "\(seed)", "--profile",
            series.profile.rawValue, "--backend", series.backend.rawValue,
        ]
        if let steps = series.steps { words += ["--steps", "\(steps)"] }
        if let replicas = series.replicas { words += ["--replicas", "\(replicas)"] }
        return words.joined(separator: " ")
    }

    static func hex(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
