import Foundation
import Testing

/// Story 10: the office goes back to last night's backup while its devices are ahead.
@Suite struct Story10RestoreTests {
    /// An ambassador and two volunteers at one event, all at the office's newest place.
    private struct Scene {
        let office: Office
        let ambassador: Client
        let first: Client
        let second: Client

        init() throws {
            let folder = try Folder()
            office = try Office(folder)
            ambassador = try office.client("Ambassadøren", "ambassador")
            try ambassador.must(
                "event", "add", "Møde", "--start", "2027-03-18 17:00", "--end", "19:00",
                "--status", "published")
            try ambassador.must(
                "event", "add", "Lukket", "--start", "2027-03-19 17:00", "--end", "19:00",
                "--status", "published")
            try ambassador.sync()
            first = try office.client("Frivillig A", "volunteer", events: ["Møde"])
            second = try office.client("Frivillig B", "volunteer", events: ["Møde"])
            for client in [first, second] { try client.sync() }
            try first.signUp("Før sikkerhedskopien")
            for client in everybody { try client.sync() }
        }

        var everybody: [Client] { [first, second, ambassador] }

        func backUp(_ name: String = "backup") throws {
            try office.run("backup", office.folder.file(name))
        }
    }

    @Test(arguments: [true, false])
    func `both replicas notice, nothing is deleted, and what was lost comes back`(
        keepsMarkFile: Bool
    ) throws {
        let scene = try Scene()
        let (office, first, second) = (scene.office, scene.first, scene.second)
        try scene.backUp()
        // After the backup: admitted work of two, one set that is returned, an edit of an older row.
        for number in 1...3 { try first.signUp("A \(number)") }
        try first.must("signup", "add", "Lukket", "--name", "Ikke tilladt")
        let report = try first.sync(admitting: 3)
        #expect(report["returned"] as? Int == 1)
        try second.signUp("B 1")
        try second.must("signup", "edit", "Før sikkerhedskopien", "--note", "kommer senere")
        try second.sync(admitting: 2)
        try first.sync(admitting: 0)
        #expect(try first.slips() == second.slips())
        let all = try first.slips()
        #expect(all.count == 5)
        // Work that nobody has sent when the office stops.
        let late = try first.signUp("A uden net")
        try office.stop()
        #expect(try first.run("sync").exit == 5)
        if !keepsMarkFile {
            try FileManager.default.removeItem(atPath: office.data + "/office.mark")
        }
        try office.run("restore", office.folder.file("backup"))
        #expect(try first.run("sync").exit == 5)
        #expect(try first.slips() == (all + [late]).sorted())
        try office.start()

        for client in [first, second] {
            let report = try client.sync()
            #expect(report["office_restored"] as? Bool == true)
            #expect(report["new_identity"] as? Bool == false)
            #expect(report["scopes_differing"] as? Int == 0)
        }
        let returned = try first.rows("returned", "list")
        #expect(returned.count == 1)
        #expect((returned.first?["reason"] as? [String: Any])?["code"] as? String == "not-allowed")
        try expectAgreement(scene.everybody, readers: [scene.ambassador], office)
        for client in scene.everybody {
            #expect(try client.slips() == (all + [late]).sorted())
        }
        let edited = try first.rows("signup", "list").first {
            $0["name"] as? String == "Før sikkerhedskopien"
        }
        #expect(edited?["note"] as? String == "kommer senere")
        #expect(try second.sync()["office_restored"] as? Bool == false)
        try office.stop()
    }

    @Test(arguments: [true, false])
    func `an office that has grown past its old place on another's work is still recognised`(
        keepsMarkFile: Bool
    ) throws {
        let scene = try Scene()
        let (office, first, second) = (scene.office, scene.first, scene.second)
        try scene.backUp()
        for number in 1...2 { try first.signUp("Tabt \(number)") }
        try first.sync(admitting: 2)
        try office.restore("backup", keepsMarkFile: keepsMarkFile)
        // The second replica has seen nothing that was lost; its work takes the lost numbers and more.
        for number in 1...6 { try second.signUp("Ny \(number)") }
        #expect(try second.sync(admitting: 6)["office_restored"] as? Bool == false)
        #expect(try first.sync()["office_restored"] as? Bool == true)
        try expectAgreement(scene.everybody, readers: [scene.ambassador], office)
        #expect(try scene.ambassador.slips().count == 9)
        try office.stop()
    }

    @Test(arguments: [true, false])
    func `an office that is restored twice gets everything back`(isHealedBetween: Bool) throws {
        let scene = try Scene()
        let (office, first, second) = (scene.office, scene.first, scene.second)
        try scene.backUp()
        try first.signUp("A 1")
        try first.sync(admitting: 1)
        try second.signUp("B 1")
        try second.sync(admitting: 1)
        try office.restore("backup", keepsMarkFile: false)
        // Only one of them comes by before it happens again, or both.
        #expect(try first.sync()["office_restored"] as? Bool == true)
        if isHealedBetween { #expect(try second.sync()["office_restored"] as? Bool == true) }
        try first.signUp("A 2")
        try first.sync(admitting: 1)
        try office.restore("backup", keepsMarkFile: false)
        try second.signUp("B 2")
        for client in [second, first] {
            #expect(try client.sync()["office_restored"] as? Bool == true)
        }
        try expectAgreement(scene.everybody, readers: [scene.ambassador], office)
        #expect(try scene.ambassador.column("name", "signup").count == 5)
        try office.stop()
    }

    @Test func `a replica that is behind, and work that was safe in a later backup, come back`()
        throws
    {
        let scene = try Scene()
        let (office, first, second) = (scene.office, scene.first, scene.second)
        let third = try office.client("Frivillig C", "volunteer", events: ["Møde"])
        try third.sync()
        try third.signUp("C uden net")
        try scene.backUp("monday")
        try first.signUp("Mandag")
        try first.sync(admitting: 1)
        try scene.backUp("tuesday")
        // Here the first replica hears that its work is safe, and forgets its segments.
        try first.sync(admitting: 0)
        try second.signUp("Tirsdag")
        try second.sync(admitting: 1)
        try office.restore("monday")
        for client in [third, second, first] { try client.sync() }
        let clients = scene.everybody + [third]
        try expectAgreement(clients, readers: [scene.ambassador], office)
        let names = ["C uden net", "Før sikkerhedskopien", "Mandag", "Tirsdag"]
        for client in clients { #expect(try client.column("name", "signup") == names) }
        try office.stop()
    }

    @Test func `work that needs what has not come back yet goes up by itself later`() throws {
        let scene = try Scene()
        let (office, first, ambassador) = (scene.office, scene.first, scene.ambassador)
        try scene.backUp()
        try ambassador.must(
            "event", "add", "Nyt møde", "--start", "2027-04-18 17:00", "--end", "19:00",
            "--status", "published")
        try ambassador.sync()
        try ambassador.must("event", "assign", "Nyt møde", "Frivillig A")
        try ambassador.sync()
        try first.sync()
        try first.signUp("Admitteret", to: "Nyt møde")
        try first.sync(admitting: 1)
        try first.signUp("Venter", to: "Nyt møde")
        try ambassador.sync()
        try office.restore("backup")

        // The volunteer comes first: neither the event nor the right to write there is back.
        let report = try first.sync()
        #expect(report["office_restored"] as? Bool == true)
        #expect(report["returned"] as? Int == 2)
        let waiting = try first.sync()
        #expect(waiting["pushed"] as? Int == 0, "nothing is tried in vain")
        #expect(try first.rows("returned", "list").count == 2)
        try ambassador.sync()
        #expect(try first.sync()["admitted"] as? Int == 2)
        #expect(try first.rows("returned", "list").isEmpty)
        try expectAgreement(scene.everybody, readers: [ambassador], office)
        #expect(
            try ambassador.column("name", "signup") == [
                "Admitteret", "Før sikkerhedskopien", "Venter",
            ])
        try office.stop()
    }
}
