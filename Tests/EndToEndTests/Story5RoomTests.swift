import Foundation
import Testing

/// Story 5: the room at Vestergade 3C.
@Suite struct Story5RoomTests {
    @Test(arguments: [false, true])
    func `back to back stands, an overlap is moved or declined, a suggestion is accepted`(
        isOfficerFirst: Bool
    ) throws {
        let folder = try Folder()
        let office = try Office(folder)
        let ambassador = try office.client("Ambassadøren", "ambassador")
        for room in ["Mødelokale 1", "Mødelokale 2"] {
            try ambassador.must("resource", "add", room, "--seats", "12")
        }
        try ambassador.must(
            "event", "add", "Energimøde", "--start", "2027-03-18 18:00", "--end", "20:00",
            "--status", "published")
        try ambassador.sync()
        let lead = try office.client("Gruppens tovholder", "volunteer")
        let officer = try office.client("Forvaltningen", "officer")
        try lead.sync()
        try officer.sync()

        // Offline wishes, and two that the office confirms first.
        try book(
            lead, "Mødelokale 1", "18:00", "20:00", "Cykelgruppen",
            [
                "--event", "Energimøde", "--alternative", "Mødelokale 2",
            ])
        try book(lead, "Mødelokale 1", "18:00", "20:00", "Energigruppen", [])
        try book(ambassador, "Mødelokale 1", "17:00", "19:00", "GATE21", [])
        try book(officer, "Mødelokale 1", "19:00", "21:00", "Byggesager", [])
        for client in isOfficerFirst ? [officer, ambassador] : [ambassador, officer] {
            try client.sync()
        }
        #expect(try booking(ambassador, "GATE21")["status"] as? String == "confirmed")
        #expect(try booking(officer, "Byggesager")["status"] as? String == "confirmed")

        let report = try lead.sync()
        #expect(report["admitted"] as? Int == 2)
        #expect(report["moved"] as? Int == 1)
        let moved = try booking(lead, "Cykelgruppen")
        #expect(moved["status"] as? String == "moved")
        #expect(moved["granted_start"] as? String == "2027-03-18T18:00")
        #expect(moved["granted_resource"] as? String != moved["resource"] as? String)
        #expect(try lead.must("why", "Energimøde").output.contains("room of the event has moved"))
        let declined = try booking(lead, "Energigruppen")
        #expect(declined["status"] as? String == "declined")

        let why = try lead.must("why", "Cykelgruppen")
        #expect(why.output.contains("rooms"))
        #expect(why.output.contains("Mødelokale 2"))
        let whyDeclined = try lead.must("why", "Energigruppen")
        #expect(whyDeclined.output.contains("Mødelokale"))

        try lead.must("booking", "accept", "Energigruppen", "1")
        try lead.sync()
        let accepted = try booking(lead, "Energigruppen")
        #expect(accepted["status"] as? String == "confirmed", "\(accepted)")

        // Nobody confirmed was bumped, and an occupied hour cannot be moved onto.
        try ambassador.sync()
        try officer.sync()
        #expect(try booking(ambassador, "GATE21")["granted_start"] as? String == "2027-03-18T17:00")
        #expect(try booking(officer, "Byggesager")["status"] as? String == "confirmed")
        let outlook = try lead.must(
            "booking", "move", "Energigruppen", "--resource", "Mødelokale 1", "--start",
            "2027-03-18 17:30", "--end", "18:30")
        #expect(outlook.output.contains("Looks taken"))
        try lead.sync()
        let kept = try booking(lead, "Energigruppen")
        #expect(["confirmed", "declined"].contains(kept["status"] as? String), "\(kept)")
        try office.stop()
    }

    @Test func `a time that does not exist is refused with what to write instead`() throws {
        let folder = try Folder()
        let client = Client(folder, "alone")
        try client.must("init")
        try client.must("resource", "add", "Mødelokale 1", "--seats", "12")
        let gap = try client.run(
            "booking", "add", "Mødelokale 1", "--start", "2027-03-28 02:30", "--end",
            "2027-03-28 04:00")
        #expect(gap.exit == 2)
        #expect(gap.errors.contains("03:30"))
        let twice = try client.run(
            "booking", "add", "Mødelokale 1", "--start", "2027-10-31 02:30", "--end",
            "2027-10-31 04:00")
        #expect(twice.exit == 0)
    }

    @Test func `an event without a room is flagged, and settled once it has one`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        let ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must("resource", "add", "Mødelokale 1", "--seats", "12")
        try ambassador.must(
            "event", "add", "Energimøde", "--start", "2027-03-18 18:00", "--end", "20:00",
            "--status", "published")
        try book(ambassador, "Mødelokale 1", "17:00", "19:00", "GATE21", [])
        try ambassador.sync()
        let omar = try office.client("Omar", "volunteer")
        try omar.sync()
        try book(omar, "Mødelokale 1", "18:00", "20:00", "Energi", ["--event", "Energimøde"])
        try omar.sync()
        #expect(try booking(omar, "Energi")["status"] as? String == "declined")
        try ambassador.sync()
        let flags = try ambassador.must("conflicts", "list").output
        #expect(flags.contains("Energimøde"))
        let event = try ambassador.rows("event", "list").first
        #expect(event?["status"] as? String == "published")
        try omar.must("booking", "accept", "Energi")
        try omar.sync()
        #expect(try booking(omar, "Energi")["status"] as? String == "confirmed")
        try ambassador.sync()
        #expect(try ambassador.rows("conflicts", "list").isEmpty)
        try office.stop()
    }

    @Test func `who may approve does; only the ambassador gives a taken room, with a reason`()
        throws
    {
        let folder = try Folder()
        let office = try Office(folder)
        let ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "resource", "add", "Byrådssalen", "--place", "town-hall", "--approval", "yes")
        try ambassador.sync()
        let omar = try office.client("Omar", "volunteer")
        let officer = try office.client("Forvaltningen", "officer")
        for client in [omar, officer] { try client.sync() }
        try book(omar, "Byrådssalen", "17:00", "19:00", "Høring", [])
        try omar.sync()
        try book(omar, "Byrådssalen", "18:00", "20:00", "Udvalg", [])
        try omar.sync()
        #expect(try booking(omar, "Høring")["status"] as? String == "awaiting-approval")
        #expect(try booking(omar, "Udvalg")["status"] as? String == "declined")
        func decide(_ client: Client, _ words: String...) throws {
            try client.sync()
            let answer = try client.run(["booking"] + words)
            #expect(answer.exit == 0, "\(answer.errors)")
            try client.sync()
            try omar.sync()
        }
        try decide(officer, "approve", "Høring")
        #expect(try booking(omar, "Høring")["status"] as? String == "confirmed")
        try decide(officer, "approve", "Udvalg", "--reason", "haster")
        #expect(try booking(omar, "Udvalg")["status"] as? String == "declined")
        #expect(try omar.must("why", "Udvalg").output.contains("Only the green ambassador"))
        try decide(ambassador, "approve", "Udvalg")
        #expect(try booking(omar, "Høring")["status"] as? String == "confirmed")
        try decide(ambassador, "approve", "Udvalg", "--reason", "Byrådet mødes")
        #expect(try booking(omar, "Udvalg")["status"] as? String == "confirmed")
        #expect(try booking(omar, "Høring")["status"] as? String == "declined")
        #expect(try omar.must("why", "Høring").output.contains("Byrådet mødes"))
        try decide(ambassador, "decline", "Udvalg", "--reason", "Mødet er aflyst")
        #expect(try booking(omar, "Udvalg")["status"] as? String == "declined")
        // A volunteer's yes comes back.
        try omar.must("booking", "approve", "Udvalg")
        #expect(try omar.sync()["returned"] as? Int == 1)
        try office.stop()
    }

    @Test func `alternatives that cannot be, and times that are there twice, get a sentence`()
        throws
    {
        let folder = try Folder()
        let client = Client(folder, "alone")
        try client.must("init")
        try client.must("resource", "add", "Mødelokale 1", "--seats", "12")
        func book(_ day: String, _ alternatives: [String]) throws -> Client.Answer {
            try client.run(
                [
                    "booking", "add", "Mødelokale 1", "--start", "\(day) 17:00", "--end", "19:00",
                ] + alternatives.flatMap { ["--alternative", $0] })
        }
        let overlapping = try book("2027-03-18", ["; 18:00", "; 19:00"])
        #expect(overlapping.exit == 0 && overlapping.errors.contains("1 and 2 overlap"))
        for (day, alternative, sentence) in [
            ("2027-03-18", "; 17:00", "twice"), ("2027-03-18", "; 19:00; 18:00", "not after"),
            ("2027-03-28", "; 02:30; 04:00", "03:30"), ("2027-03-18", "Ukendt", "Ukendt"),
        ] {
            let answer = try book(day, [alternative])
            #expect(answer.exit == (alternative == "Ukendt" ? 3 : 2))
            #expect(answer.errors.contains(sentence), "\(answer.errors)")
        }
        #expect(try book("2027-03-18", Array(repeating: "; 20:00", count: 6)).exit == 2)
        let twice = try client.must(
            "booking", "add", "Mødelokale 1", "--start", "2027-10-31 02:30", "--end", "04:00")
        #expect(twice.output.contains("02:30 is there twice on 31 Oct 2027"))
        let gap = try client.run(
            "booking", "free", "--start", "2027-03-28 02:30", "--end", "04:00")
        #expect(gap.exit == 2 && gap.errors.contains("03:30"))
        #expect(
            try client.must("booking", "free", "--on", "2027-03-28").output.contains("00:00–24:00"))
        #expect(try client.rows("booking", "list").count == 2)
    }

    private func book(
        _ client: Client, _ room: String, _ start: String, _ end: String, _ purpose: String,
        _ more: [String]
    ) throws {
        let answer = try client.run(
            [
                "booking", "add", room, "--start", "2027-03-18 \(start)", "--end", end, "--purpose",
                purpose,
            ] + more)
        #expect(answer.exit == 0, "\(answer.errors)")
    }

    private func booking(_ client: Client, _ purpose: String) throws -> [String: Any] {
        try #require(
            try client.rows("booking", "list").first { $0["purpose"] as? String == purpose })
    }
}
