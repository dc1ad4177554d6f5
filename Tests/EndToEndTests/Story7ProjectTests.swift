import Foundation
import Testing

/// Story 7: two people edit one project.
@Suite struct Story7ProjectTests {
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
