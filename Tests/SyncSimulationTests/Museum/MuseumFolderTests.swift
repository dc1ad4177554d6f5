import Foundation
import GreenForum
import SyncEngine
import SyncSimulation
import Testing

/// The exhibits that are in the museum, and the sources as they are today.
@Suite struct MuseumFolderTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    private static func exhibits() throws -> [Exhibit] {
        try FileManager.default
            .contentsOfDirectory(atPath: root.appending(path: "Tests/Museum").path).sorted()
            .filter { $0.hasSuffix(".exhibit") }
            .map { try Exhibit(name: String($0.dropLast(8)), text: text("Tests/Museum/" + $0)) }
    }

    private static func sources() throws -> SourceTree {
        let paths = try FileManager.default
            .subpathsOfDirectory(atPath: root.appending(path: "Sources").path)
            .filter { $0.hasSuffix(".swift") }
        var texts = ["Package.swift": try text("Package.swift")]
        for path in paths { texts["Sources/" + path] = try text("Sources/" + path) }
        return SourceTree(texts)
    }

    @Test func everyExhibitFitsTodaysSources() throws {
        var tree = try Self.sources()
        let exhibits = try Self.exhibits()
        try tree.plant(exhibits)
        #expect(tree.switches == exhibits.map(\.name))
    }

    @Test func everyPublishedScheduleIsShownOrWaitsWithAReason() throws {
        let shown = try Self.exhibits().compactMap { exhibit in
            if case .published(let number) = exhibit.schedule { number } else { nil }
        }
        let waiting = try Self.text("Tests/Museum/waiting.txt").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
            .map { line in
                let parts = line.split(separator: ":", maxSplits: 1)
                #expect(parts.count == 2 && parts[1].count > 20, "\(line) gives no reason")
                return Int(parts[0])
            }
        #expect((shown + waiting.compactMap { $0 }).sorted() == Array(1...31))
        #expect(shown.count >= 25)
    }

    @Test func allWeakVariantsOfTheRestoreRulesAreShown() throws {
        let shown = try Self.exhibits().compactMap { exhibit in
            if case .weakRestore(let name) = exhibit.schedule { name } else { nil }
        }
        #expect(
            shown.sorted() == [
                "atomicity", "copy", "cursor", "hash", "receipt", "retention",
            ])
    }

    @Test func eachRuleOfTheForumIsShownBroken() throws {
        let shown = try Self.exhibits().compactMap { exhibit in
            if case .rule(let id) = exhibit.schedule { id } else { nil }
        }
        let rules = GreenForumRules.all.map(\.id)
        #expect(Set(shown) == Set(rules.map(\.rawValue)))
    }

    @Test func smallMistakesFitTodaysSources() throws {
        var tree = try Self.sources()
        let plan = MutantPlan(
            files: try Self.text("Tests/Museum/mutated.txt"),
            skipped: try Self.text("Tests/Museum/skipped.txt"))
        let sites = plan.sites(in: tree.texts)
        try tree.plant(sites)
        #expect(tree.switches.count > 400)
        #expect(Set(tree.switches).count == tree.switches.count)
        let merge = try #require(tree.texts["Sources/SyncEngine/Office/Merge.swift"])
        #expect(merge.contains("Mutant.condition("))
    }
}
