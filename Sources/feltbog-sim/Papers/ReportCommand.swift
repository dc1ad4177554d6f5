internal import ArgumentParser
internal import Foundation
internal import SyncSimulation

/// Puts the papers of a proof together on one page.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Put the papers of a proof together on one page.",
        discussion: """
            Ends with 0 when no promise was broken, no cell of the generator is empty, every exhibit was \
            killed, and enough small mistakes were found.
            """)

    @Option(help: "The folder with worlds-*.json, sweep.jsonl, museum.json and mutants.json.")
    var papers: String

    @Option(help: "The page to write.")
    var into: String

    @Option(help: "The package's folder.")
    var source = "."

    @Option(help: "When and on what it was run, for the page.")
    var occasion: String

    @Option(help: "Of a hundred small mistakes, how many must be found.")
    var least = 95

    func run() throws {
        let papers = try Papers(in: URL(filePath: papers))
        let museum = try MuseumFolder(source)
        let exhibits = try museum.exhibits()
        let text = ProofText(
            papers: papers, exhibits: exhibits, waiting: try museum.lines("waiting.txt"),
            found: try museum.lines("found.txt"), occasion: occasion)
        try Data(text.markdown.utf8).write(to: URL(filePath: into))
        let complaints = complaints(papers, exhibits)
        for complaint in complaints { print(complaint) }
        if !complaints.isEmpty { throw ExitCode(1) }
    }

    private func complaints(_ papers: Papers, _ exhibits: [Exhibit]) -> [String] {
        var found: [String] = []
        let worlds = papers.failures.count
        if worlds > 0 { found.append("\(worlds) worlds broke a promise") }
        let gaps = papers.coverage.gaps.count
        if gaps > 0 { found.append("\(gaps) cells of the generator are empty") }
        if !papers.broken.isEmpty { found.append("\(papers.broken.count) sweeps broke a promise") }
        let killers = Dictionary(
            uniqueKeysWithValues: exhibits.map { ($0.name, $0.killers) })
        let killed = papers.museum.count { $0.isKilled(by: killers[$0.name] ?? []) }
        if killed < exhibits.count {
            found.append("\(exhibits.count - killed) exhibits were not killed")
        }
        let mistakes = papers.mutants.count { $0.killer != nil }
        if mistakes * 100 < papers.mutants.count * least {
            found.append("\(mistakes) of \(papers.mutants.count) small mistakes were found")
        }
        return found
    }
}
