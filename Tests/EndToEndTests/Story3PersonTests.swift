import Foundation
import Testing

/// Story 3: the same person three ways, undone again; the same CSV imported twice.
@Suite struct Story3PersonTests {
    private let folder: Folder
    private let office: Office
    private let ambassador: Client
    private let ida: Client
    private let omar: Client

    private static let header = "Navn;E-mail;Telefon;Antal;Bemærkning"

    init() throws {
        folder = try Folder()
        office = try Office(folder)
        ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "event", "add", "Studiebesøg", "--start", "2030-03-18 17:00", "--end", "19:00",
            "--capacity", "6", "--status", "published")
        try ambassador.sync()
        ida = try office.client("Ida", "volunteer", events: ["Studiebesøg"])
        omar = try office.client("Omar", "volunteer", events: ["Studiebesøg"])
        try ida.sync()
        try omar.sync()
    }

    /// At the stall by phone, on a list with mail and phone, and by mail at the other stall.
    private func signUpThreeTimes() throws {
        try ida.must(
            "signup", "add", "Studiebesøg", "--name", "Åse Østergård", "--phone", "20304050")
        try importList([
            "Åse Østergård;aase@eksempel.dk;+45 20 30 40 50;2;Kommer 17.15",
            "Bo Bæk;bo@eksempel.dk;;1;",
        ])
        try omar.must(
            "signup", "add", "Studiebesøg", "--name", "  aase  østergaard ", "--email",
            " AASE@Eksempel.DK ", "--party", "3")
    }

    @discardableResult
    private func importList(_ lines: [String]) throws -> Client.Answer {
        let path = folder.file("liste.csv")
        let text = ([Self.header] + lines).map { $0 + "\r\n" }.joined()
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return try ambassador.must("signup", "import", "Studiebesøg", path)
    }

    /// Everybody has everything.
    private func exchange(_ first: [Client]) throws {
        for client in first + first { try client.sync() }
    }

    private func slip(_ name: String, _ client: Client) throws -> String {
        let row = try #require(
            try client.rows("signup", "list").first { $0["name"] as? String == name })
        return try #require(row["slip"] as? String)
    }

    private func row(_ slip: String) throws -> [String: Any] {
        try #require(try ambassador.json("signup", "show", slip) as? [String: Any])
    }

    private func living() throws -> [[String: Any]] {
        try ambassador.rows("signup", "list").filter { $0["merged_into"] is NSNull }
    }

    @Test(arguments: [0, 1, 2])
    func `three ways are one person, whoever syncs first`(turn: Int) throws {
        try signUpThreeTimes()
        let order = [[ida, ambassador, omar], [omar, ida, ambassador], [ambassador, omar, ida]]
        try exchange(order[turn])
        let rows = try ambassador.rows("signup", "list")
        #expect(rows.count == 4)
        let alive = try living()
        #expect(alive.count == 2)
        let person = try #require(alive.first { $0["name"] as? String != "Bo Bæk" })
        #expect(person["status"] as? String == "confirmed")
        #expect(person["party_size"] as? Int == 3)
        #expect(person["seats"] as? Int == 3)
        #expect(person["phone"] as? String == "+45 20 30 40 50")
        #expect((person["email"] as? String)?.lowercased() == "aase@eksempel.dk")
        #expect(person["note"] as? String == "Kommer 17.15")
        let list = try ambassador.must("signup", "list")
        #expect(list.errors.contains("2 in all, and 2 merged with others."))
        #expect(list.output.contains("merged into"))
        // Nobody sees it otherwise.
        try expectAgreement([ida, omar, ambassador], readers: [ambassador], office)
        try office.stop()
    }

    @Test func `all slips are valid, and the reason is told`() throws {
        try signUpThreeTimes()
        try exchange([ida, ambassador, omar])
        let first = try slip("Åse Østergård", ida)
        let other = try slip("aase østergaard", omar)
        let shown = try ambassador.must("signup", "show", other).output
        #expect(shown.contains("Part of \(first) (Åse Østergård): confirmed."))
        #expect(try ambassador.must("signup", "show", first).output.contains("Also slip \(other)"))
        #expect(
            try ambassador.must("why", first).output.contains("They are one sign-up now, \(first)"))
        let why = try omar.must("why", other).output
        #expect(why.contains("They are one sign-up now, \(first)"))
        #expect(why.contains("same-person"))
        #expect(why.contains("(Ida, 20") && why.contains("(Omar, 20"))
        let json = try #require(try omar.json("why", other) as? [String: Any])
        #expect(Set(json["slips"] as? [String] ?? []).count == 3)
        // By the name of all the one that lives is meant.
        #expect(try ambassador.must("signup", "show", "Åse Østergård").output.contains(first))
        let edit = try ida.must("signup", "edit", other, "--note", "Med barnevogn")
        #expect(edit.errors.contains("\(other) is part of \(first)"))
        let gone = try omar.must("signup", "withdraw", other)
        #expect(gone.errors.contains("That counts for the person"))
        try exchange([ida, omar, ambassador])
        #expect(try row(first)["wish"] as? String == "out")
        #expect(try row(first)["note"] as? String == "Med barnevogn")
        #expect(try living().filter { $0["wish"] as? String == "in" }.count == 1)
        try office.stop()
    }

    @Test
    func
        `a slip that is withdrawn by somebody who does not know of the merge withdraws the person`()
        throws
    {
        try signUpThreeTimes()
        try ida.sync()
        try ambassador.sync()
        try omar.sync()
        let first = try slip("Åse Østergård", ida)
        let other = try slip("Åse Østergård", ambassador)
        // Before she has heard.
        try ida.must("signup", "withdraw", first)
        try ida.sync()
        try exchange([omar, ambassador])
        #expect(try row(first)["wish"] as? String == "out")
        #expect(try row(other)["wish"] as? String == "out")
        try office.stop()
    }

    @Test func `two persons after all: without a network, for good, by their own words`() throws {
        try signUpThreeTimes()
        try exchange([ida, ambassador, omar])
        let first = try slip("Åse Østergård", ida)
        let other = try slip("aase østergaard", omar)
        try office.stop()
        let said = try omar.must("signup", "separate", other)
        #expect(said.output.contains("aase østergaard (\(other)) is another person than \(first)"))
        try office.start()
        try exchange([omar, ida, ambassador])
        #expect(try row(first)["party_size"] as? Int == 2)
        #expect(try row(first)["seats"] as? Int == 2)
        #expect(try row(other)["status"] as? String == "confirmed")
        #expect(try row(other)["seats"] as? Int == 3)
        #expect(try row(other)["phone"] is NSNull)
        #expect(try living().count == 3)
        #expect(try omar.must("why", other).output.contains("each with a time of its own"))
        // Never merged again.
        try omar.must("signup", "edit", other, "--note", "Hej")
        try exchange([omar, ambassador])
        #expect(try row(other)["status"] as? String == "confirmed")
        try expectAgreement([ida, omar, ambassador], readers: [ambassador], office)
        try office.stop()
    }

    @Test func `the same file twice adds nothing, merged and parted ones included`() throws {
        let lines = [
            "Åse Østergård;;20304050;1;", "Åse Østergård;aase@eksempel.dk;;1;", "Bo Bæk;;;1;",
        ]
        try ida.must(
            "signup", "add", "Studiebesøg", "--name", "Åse Ø", "--phone", "20304050", "--email",
            "aase@eksempel.dk")
        try ida.sync()
        #expect(try importList(lines).output.contains("3 new, 0 known"))
        try exchange([ambassador, ida])
        #expect(try living().count == 2)
        #expect(try importList(lines).output.contains("0 new, 3 known"))
        let part = try slip("Åse Østergård", ambassador)
        try ambassador.must("signup", "separate", part)
        try exchange([ambassador, ida])
        #expect(try living().count == 3)
        #expect(try importList(lines).output.contains("0 new, 3 known"))
        #expect(try ambassador.json("sync") as? [String: Any] != nil)
        #expect(try ambassador.rows("signup", "list").count == 4)
        let export = try ambassador.must("signup", "export", "Studiebesøg", "-").output
        #expect(export.split(separator: "\r\n").count == 4)
        try office.stop()
    }

    @Test func `at the desk it is said at once, and no seat is promised twice`() throws {
        try ida.must("event", "checkout", "Studiebesøg", "--seats", "2")
        try office.stop()
        let first = try ida.must(
            "signup", "add", "Studiebesøg", "--name", "Åse Østergård", "--phone", "20304050")
        #expect(first.output.contains("): confirmed."))
        let again = try ida.must(
            "signup", "add", "Studiebesøg", "--name", "Åse", "--phone", "+45 20 30 40 50")
        let code = try slip("Åse Østergård", ida)
        #expect(again.output.contains("Looks like Åse Østergård, already signed up: slip \(code)"))
        #expect(!again.output.contains("): confirmed."))
        let spouse = try ida.must(
            "signup", "desk", "Studiebesøg",
            input: "Per Østergård; 20304050\nKirsten Holm\nKirsten Holm\n")
        #expect(spouse.output.contains("The same e-mail or phone as Åse Østergård (\(code))"))
        #expect(spouse.output.contains("There is a Kirsten Holm already"))
        let dry = try ida.rows("sync", "--dry-run")
        #expect(dry.compactMap { $0["guess"] as? String }.contains("merged"))
        let json =
            try ida.json("signup", "add", "Studiebesøg", "--name", "Åse", "--phone", "20304050")
            as? [String: Any]
        #expect((json?["looks_like"] as? [String: Any])?["likeness"] as? String == "same")
        try office.start()
        try exchange([ida, ambassador])
        let conflicts = try ambassador.rows("conflicts", "list")
        #expect(conflicts.map { $0["text_key"] as? String } == ["person.same-name"])
        #expect(try living().count == 4)
        try office.stop()
    }

    @Test func `what cannot be parted is said in a sentence`() throws {
        try ida.must("signup", "add", "Studiebesøg", "--name", "Åse Østergård")
        for (words, exit) in [
            (["Åse Østergård"], 3), (["Ingen"], 3), ([], 2), (["Åse", "Bo"], 2),
        ] as [([String], Int32)] {
            let answer = try ida.run(["signup", "separate"] + words)
            #expect(answer.exit == exit)
            #expect(!answer.errors.isEmpty)
        }
        let bad = try ida.run("signup", "edit", "Åse Østergård", "--not-same", "hvem")
        #expect(bad.exit == 2)
        let danish = try ida.run("signup", "adskil", "Åse Østergård", "--lang", "da")
        #expect(danish.errors.contains("er ikke samlet med nogen anden"))
        try office.stop()
    }
}
