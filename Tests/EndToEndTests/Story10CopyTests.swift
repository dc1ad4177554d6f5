import Foundation
import Testing

/// Story 10: a copied laptop, and one that goes back to its own old copy.
@Suite struct Story10CopyTests {
    private func scene() throws -> (office: Office, ambassador: Client, laptop: Client) {
        let office = try Office(Folder())
        let ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "event", "add", "Møde", "--start", "2027-03-18 17:00", "--end", "19:00", "--status",
            "published")
        try ambassador.sync()
        let laptop = try office.client("Laptop", "volunteer", events: ["Møde"])
        try laptop.sync()
        return (office, ambassador, laptop)
    }

    /// Adds sign-ups and dies, so that they are in the write-ahead log only.
    private func writeAndDie(_ client: Client, _ names: [String]) throws {
        let lines = names + (1...400).map { "Uskrevet \($0)" }
        let child = try client.start(
            ["signup", "desk", "Møde"], input: lines.map { $0 + "\n" }.joined())
        try child.wait(until: { child.output.filter { $0 == "\n" }.count >= names.count })
        child.signal(SIGKILL)
        _ = try child.wait()
        #expect(FileManager.default.fileExists(atPath: client.replica + "-wal"))
    }

    @Test(arguments: [true, false])
    func
        `a copy with unsent work gets an identity of its own, and nobody's work is lost or doubled`(
            originalIsFirst: Bool
        ) throws
    {
        let (office, ambassador, laptop) = try scene()
        try writeAndDie(laptop, ["Fælles 1", "Fælles 2"])
        let copy = try laptop.copied(as: "Kopi")
        let shared = try laptop.slips()
        #expect(shared.count >= 2)
        #expect(try copy.slips() == shared)
        try laptop.signUp("Originalens")
        try copy.signUp("Kopiens")
        let pair = originalIsFirst ? [laptop, copy] : [copy, laptop]
        let first = try pair[0].sync()
        #expect(first["new_identity"] as? Bool == false)
        #expect(first["returned"] as? Int == 0)
        let second = try pair[1].sync()
        #expect(second["new_identity"] as? Bool == true)
        #expect(second["returned"] as? Int == 0)
        #expect(second["scopes_differing"] as? Int == 0)
        // Both go on, each under its own name.
        for round in 1...2 {
            for (client, name) in [(laptop, "Original"), (copy, "Kopi")] {
                try client.signUp("\(name) igen \(round)")
                #expect(try client.sync(admitting: 1)["new_identity"] as? Bool == false)
            }
        }
        try expectAgreement([laptop, copy, ambassador], readers: [ambassador], office)
        let names = try ambassador.column("name", "signup")
        #expect(names.count == shared.count + 6)
        #expect(Set(names).count == names.count)
        #expect(try ambassador.slips() == copy.slips())
        let copies = try office.devices().filter { $0["copiedFrom"] != nil }
        #expect(copies.count == 1)
        let numbers = try [laptop, copy].map { try $0.status()["device"] as? String }
        #expect(numbers[0] != numbers[1])
        #expect(copies.first?["device"] as? String == numbers[originalIsFirst ? 1 : 0])
        #expect(copies.first?["copiedFrom"] as? String == numbers[originalIsFirst ? 0 : 1])
        #expect(try ambassador.rows("conflicts", "list").count == 1, "the ambassador is told")
        try office.stop()
    }

    @Test func `a copy of work that was sealed but not sent is one set, not two`() throws {
        let (office, ambassador, laptop) = try scene()
        try office.stop()
        try laptop.signUp("Forseglet")
        #expect(try laptop.run("sync").exit == 5)
        let copy = try laptop.copied(as: "Kopi")
        try office.start()
        #expect(try laptop.sync(admitting: 1)["new_identity"] as? Bool == false)
        #expect(try copy.sync(admitting: 1)["new_identity"] as? Bool == false)
        // The first to write something of its own keeps the name.
        try copy.signUp("Kopiens")
        try laptop.signUp("Originalens")
        #expect(try copy.sync(admitting: 1)["new_identity"] as? Bool == false)
        #expect(try laptop.sync(admitting: 1)["new_identity"] as? Bool == true)
        try expectAgreement([laptop, copy, ambassador], readers: [ambassador], office)
        #expect(
            try ambassador.column("name", "signup") == ["Forseglet", "Kopiens", "Originalens"])
        try office.stop()
    }

    @Test(arguments: [true, false])
    func `a laptop that goes back to its own old copy has everything again`(
        writesBeforeSync: Bool
    ) throws {
        let (office, ambassador, laptop) = try scene()
        try laptop.signUp("Før kopien")
        let old = try laptop.copied(as: "Gammel")
        try laptop.signUp("Efter kopien")
        try laptop.sync(admitting: 2)
        try laptop.must("signup", "edit", "Før kopien", "--note", "rettet")
        try laptop.signUp("Sidst")
        try laptop.sync(admitting: 2)
        try laptop.replace(with: old)
        if writesBeforeSync { try laptop.signUp("Efter tilbageføringen") }
        #expect(try laptop.sync()["new_identity"] as? Bool == true)
        if !writesBeforeSync { try laptop.signUp("Efter tilbageføringen") }
        try expectAgreement([laptop, ambassador], readers: [ambassador], office)
        let names = ["Efter kopien", "Efter tilbageføringen", "Før kopien", "Sidst"]
        for client in [laptop, ambassador] {
            #expect(try client.column("name", "signup") == names)
            let edited = try client.rows("signup", "list").first {
                $0["name"] as? String == "Før kopien"
            }
            #expect(edited?["note"] as? String == "rettet")
        }
        try office.stop()
    }

    @Test func `a copy is found when the office is restored at the same time`() throws {
        let (office, ambassador, laptop) = try scene()
        try office.run("backup", office.folder.file("backup"))
        try laptop.signUp("Tabt")
        try laptop.sync(admitting: 1)
        let copy = try laptop.copied(as: "Kopi")
        try laptop.signUp("Originalens")
        try copy.signUp("Kopiens")
        try office.restore("backup")
        for client in [copy, laptop] {
            #expect(try client.sync()["office_restored"] as? Bool == true)
        }
        try expectAgreement([laptop, copy, ambassador], readers: [ambassador], office)
        let names = ["Kopiens", "Originalens", "Tabt"]
        for client in [laptop, copy, ambassador] {
            #expect(try client.column("name", "signup") == names)
        }
        #expect(try office.devices().filter { $0["copiedFrom"] != nil }.count == 1)
        try office.stop()
    }
}
