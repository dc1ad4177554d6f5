internal import Foundation
internal import SyncSimulation

/// The one page that says what was tried and what came of it, in Markdown.
struct ProofText {
    let papers: Papers
    let exhibits: [Exhibit]
    /// Published schedules without an exhibit, a line each.
    let waiting: [String]
    /// Bugs that simulated worlds have found so far, a line each.
    let found: [String]
    /// When, and on what.
    let occasion: String

    var markdown: String {
        let parts =
            [head, worlds, promises, troubles, coverage, disks, museum, mutants, history]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var head: [String] {
        [
            "# What was proved", "",
            "Written by `make prove`, \(occasion). Every world can be run again from its seed: "
                + "`feltbog-sim run --help`.",
        ]
    }

    private var worlds: [String] {
        let tally = papers.tally
        let rows = papers.worlds.map { paper in
            "| \(paper.backend) | \(paper.profile) | \(paper.firstSeed) | \(grouped(paper.worlds)) "
                + "| \(rate(paper)) | \(paper.failures.count) |"
        }
        let total = papers.worlds.reduce(0) { $0 + $1.worlds }
        return [
            "## Worlds", "",
            "\(grouped(total)) schedules: \(grouped(steps(tally))) steps, \(grouped(tally.sets)) change "
                + "sets made, \(grouped(tally.syncs)) syncs that ended well and \(grouped(tally.cuts)) "
                + "that were cut short, \(grouped(tally.reidentified)) new identities, "
                + "\(grouped(tally.epochs)) marks that a restored office denied.", "",
            "| nodes | profile | first seed | worlds | a second | broken |",
            "|---|---|---|---|---|---|",
        ] + rows + [""] + broken
    }

    private var broken: [String] {
        let failures = papers.failures.sorted { $0.seed < $1.seed }
        guard let oldest = failures.first else {
            return ["No promise was broken. Oldest unfixed seed: none."]
        }
        return ["Oldest unfixed seed: \(oldest.seed).", ""]
            + failures.map { "- \($0.kind) \($0.promise): `\($0.again)`" }
    }

    private var promises: [String] {
        let watched = Invariants.all.map { "\($0.number) \($0.name)" }.joined(separator: ", ")
        let waiting = Invariants.waiting.map { "- \($0.number) \($0.name): \($0.reason)" }
        return [
            "## Promises", "", "Watched: \(watched).", "", "Waiting for what they concern:", "",
        ]
            + waiting
    }

    private var troubles: [String] {
        let steps = papers.tally.steps.sorted { $0.key.rawValue < $1.key.rawValue }
        return [
            "## Steps and faults by kind", "",
            steps.map { "\($0.key.rawValue) \(grouped($0.value))" }.joined(separator: ", ") + ".",
        ]
    }

    private var coverage: [String] {
        let coverage = papers.coverage
        let gaps = coverage.gaps
        let possible = Coverage.possible.count
        let states = Coverage.State.allCases
        let rows = Step.Kind.allCases.map { kind in
            let shares = states.map { state in
                let share = coverage.share(kind, state)
                return share.of == 0 ? "–" : "\(share.hit)/\(share.of)"
            }
            return "| \(kind.rawValue) | " + shares.joined(separator: " | ") + " |"
        }
        return [
            "## What the generator drew", "",
            "Cells of operation × state of the replica × what last went wrong there: "
                + "\(possible - gaps.count) of \(possible) hit.", "",
            "| operation | " + states.map(\.rawValue).joined(separator: " | ") + " |",
            "|" + String(repeating: "---|", count: states.count + 1),
        ] + rows + ["", gaps.isEmpty ? "No cell is empty." : "Empty: \(list(gaps.map(\.name)))."]
    }

    private var disks: [String] {
        let byScenario = Dictionary(grouping: papers.sweeps, by: \.scenario)
        let rows = byScenario.keys.sorted().map { name in
            let these = byScenario[name] ?? []
            let calls = these.map(\.calls).max() ?? 0
            let runs = these.reduce(0) { $0 + $1.runs }
            let broken = these.reduce(0) { $0 + $1.violations.count }
            return "| \(name) | \(calls) | \(grouped(runs)) | \(broken) |"
        }
        return [
            "## Every call to the disk, failed in every way", "",
            "\(Set(papers.sweeps.map(\.fault)).sorted().joined(separator: ", ")).", "",
            "| work | calls | played with a fault | broken |", "|---|---|---|---|",
        ] + rows
    }

    private var museum: [String] {
        let byName = Dictionary(papers.museum.map { ($0.name, $0) }) { first, _ in first }
        let rows = exhibits.map { exhibit in
            let result = byName[exhibit.name]?.sentence ?? "not run"
            return "| \(exhibit.name) | \(exhibit.title) | \(result) |"
        }
        let killed = exhibits.count { byName[$0.name]?.isKilled(by: $0.killers) ?? false }
        return [
            "## Bug museum", "",
            "\(killed) of \(exhibits.count) planted bugs were killed by a checker that they name.",
            "",
            "| exhibit | bug | |", "|---|---|---|",
        ] + rows + ["", "Not planted:", ""] + waiting.map { "- \($0)" }
    }

    private var mutants: [String] {
        let killed = papers.mutants.count { $0.killer != nil }
        let total = papers.mutants.count
        let percent = total == 0 ? 0 : (Double(killed) * 1_000 / Double(total)).rounded() / 10
        let alive = papers.mutants.filter { $0.killer == nil }
        let survived = alive.filter { $0.worlds > 0 }.map(\.name)
        let unreached = alive.filter { $0.worlds == 0 }.map(\.name)
        return [
            "## Small mistakes in merge, admission, rebase and session", "",
            "\(killed) of \(total) found: \(percent) %.", "",
            "Kept alive where they made a difference: \(listOrNone(survived)).", "",
            "In no world did these make one: \(listOrNone(unreached)).",
        ]
    }

    private var history: [String] {
        ["## Bugs found this way so far, each with its test", ""] + found.map { "- \($0)" }
    }

    private func listOrNone(_ names: [String]) -> String {
        names.isEmpty ? "none" : list(names)
    }

    private func list(_ names: [String]) -> String {
        names.map { "`\($0)`" }.joined(separator: ", ")
    }

    private func steps(_ tally: Tally) -> Int { tally.steps.values.reduce(0, +) }

    private func rate(_ paper: WorldsPaper) -> Int {
        Int((Double(paper.worlds) / max(paper.seconds, 0.001)).rounded())
    }

    private func grouped(_ number: Int) -> String {
        number.formatted(.number.grouping(.automatic).locale(Locale(identifier: "en_US")))
    }
}
