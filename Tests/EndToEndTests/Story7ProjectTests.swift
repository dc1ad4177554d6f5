import Foundation
import Testing

/// Story 7: two people edit one project.
@Suite struct Story7ProjectTests {
    @Test func `before a sync it is said what would be in conflict, and nothing is sent`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        let first = try office.client("Alfa", "ambassador")
        let second = try office.client("Beta", "ambassador")
        try first.must("project", "add", "Solceller", "--description", "Før", "--owner", "Teknik")
        for title in ["Bier", "Vind", "Regn"] { try first.must("project", "add", title) }
        try first.sync()
        try second.sync()
        try second.must("project", "edit", "Solceller", "--description", "Betas tekst")
        try second.must("project", "edit", "Solceller", "--owner", "Beta")
        try second.must("project", "edit", "Bier", "--owner", "Beta")
        try second.must("project", "remove", "Vind")
        try second.must("project", "remove", "Regn")
        try second.must("project", "add", "Tage")
        func guesses() throws -> [String?] {
            try second.rows("sync", "--dry-run").map { $0["guess"] as? String }
        }
        let plain = [String](repeating: "admitted", count: 6)
        #expect(try guesses() == plain)

        try first.must(
            "project", "edit", "Solceller", "--description", "Alfas tekst", "--owner", "Alfa")
        try first.must("project", "remove", "Bier")
        try first.must("project", "edit", "Vind", "--owner", "Alfa")
        try first.sync()
        for _ in 0..<2 {
            #expect(
                try guesses() == [
                    "conflict", "conflict", "conflict", "conflict", "admitted", "admitted",
                ])
        }
        let said = try second.must("sync", "--dry-run")
        for words in [
            "description: somebody has written “Alfas tekst” meanwhile. That stays",
            "owner: somebody has written “Alfa” meanwhile. What was written later stays",
            "«Bier»: somebody has deleted it meanwhile; your change brings it back",
            "«Vind»: somebody has changed it meanwhile; it is not deleted",
            "«Regn»: will be admitted",
        ] {
            #expect(said.output.contains(words), "\(said.output)")
        }
        #expect(said.errors.contains("what the office has right now; nothing was sent"))
        let danish = try second.must("sync", "--dry-run", "--lang", "da")
        #expect(danish.output.contains("dit «Betas tekst» venter som åben konflikt"))

        // Without the office it is a guess from what is here.
        try office.stop()
        let alone = try second.must("sync", "--dry-run")
        #expect(alone.errors.contains("The office does not answer"))
        #expect(alone.errors.contains("A guess from what is here"))
        #expect(try guesses() == plain)
        try office.start()

        // And so it comes.
        let report = try second.sync()
        #expect(report["admitted"] as? Int == 6)
        #expect(report["conflicts"] as? Int == 1)
        #expect(try guesses() == [])
        let names = try second.rows("project", "list").compactMap { $0["title"] as? String }
        #expect(names.sorted() == ["Bier", "Solceller", "Tage", "Vind"])
        try office.stop()
    }

    @Test
    func `different columns are both kept, the same column is a conflict that can be settled`()
        throws
    {
        let folder = try Folder()
        let office = try Office(folder)
        let first = try office.client("Alfa", "ambassador")
        let second = try office.client("Beta", "ambassador")
        try first.must(
            "project", "add", "Solceller", "--description", "Udgangspunkt", "--owner", "Teknik")
        try first.sync()
        try second.sync()

        // Different columns.
        try first.must("project", "edit", "Solceller", "--programme", "GATE21")
        try second.must("project", "edit", "Solceller", "--reference-number", "00.01.00-P35")
        // The same column: reviewed text, and one where the later wins.
        try first.must(
            "project", "edit", "Solceller", "--description", "Alfas tekst", "--owner", "Alfa")
        try second.must(
            "project", "edit", "Solceller", "--description", "Betas tekst", "--owner", "Beta")
        try first.sync()
        let report = try second.sync()
        #expect(report["conflicts"] as? Int == 1)
        try first.sync()

        for client in [first, second] {
            let project = try #require(try client.rows("project", "list").first)
            #expect(project["programme"] as? String == "GATE21")
            #expect(project["reference_number"] as? String == "00.01.00-P35")
            #expect(project["description"] as? String == "Alfas tekst")
            #expect(project["owner"] as? String == "Beta")
            let open = try client.rows("conflicts", "list")
            #expect(open.count == 1)
            #expect(open.first?["loser_value"] as? String == "Betas tekst")
            #expect(open.first?["winner_value"] as? String == "Alfas tekst")
            let all = try client.rows("conflicts", "list", "--all")
            #expect(all.contains { $0["loser_value"] as? String == "Alfa" })
        }
        let why = try first.must("why", "Solceller.description")
        for word in ["Alfas tekst", "Betas tekst", "Alfa", "Beta", "fields"] {
            #expect(why.output.contains(word), "\(why.output)")
        }

        // Settled offline, and the loser put back.
        try office.stop()
        let conflict = try #require(
            try second.rows("conflicts", "list").first?["id"] as? String)
        try second.must("conflicts", "settle", conflict, "--take", "other")
        #expect(try second.rows("conflicts", "list").isEmpty)
        try office.start()
        try second.sync()
        try first.sync()
        for client in [first, second] {
            let project = try #require(try client.rows("project", "list").first)
            #expect(project["description"] as? String == "Betas tekst")
            #expect(try client.rows("conflicts", "list").isEmpty)
        }
        try office.stop()
    }
}
