import Foundation
import Testing

/// Story 4: two doors without a network, and a cancellation by phone at the office.
@Suite struct Story4DoorsTests {
    private let folder: Folder
    private let office: Office
    private let ambassador: Client
    private let ida: Client
    private let omar: Client

    init() throws {
        folder = try Folder()
        office = try Office(folder)
        ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "event", "add", "Studiebesøg", "--start", "2030-03-18 17:00", "--end", "19:00",
            "--capacity", "6", "--status", "published")
        for (name, party) in [("Åse", "2"), ("Bo", "1"), ("Carl", "3")] {
            try ambassador.must(
                "signup", "add", "Studiebesøg", "--name", name, "--party", party)
        }
        try ambassador.sync()
        ida = try office.client("Ida", "volunteer", events: ["Studiebesøg"])
        omar = try office.client("Omar", "volunteer", events: ["Studiebesøg"])
        try ida.sync()
        try omar.sync()
    }

    private func come(_ client: Client, _ words: String..., at clock: String) throws -> String {
        let answer = try client.run(
            ["checkin", "add"] + words + ["--at", "2025-03-18T\(clock):00Z"])
        try #require(answer.exit == 0, "\(words): \(answer.errors)")
        return answer.output
    }

    /// `time name door mark` of each check-in.
    private func doors(_ client: Client) throws -> [String] {
        try client.rows("checkin", "list", "Studiebesøg").map { row in
            let at = (row["at"] as? String ?? "").dropFirst(11).prefix(5)
            let mark =
                row["void_reason"] as? String ?? (row["seen_again"] as? Bool == true ? "again" : "")
            return "\(at) \(row["name"] ?? "") \(row["door"] as? String ?? "-") \(mark)"
        }
    }

    private func numbers(_ report: Any, _ keys: String...) throws -> [String] {
        let report = try #require(report as? [String: Any])
        return keys.map { key in
            let count = report[key] as? [String: Int]
            return "\(count?["number"] ?? -1)/\(count?["persons"] ?? -1)"
        }
    }

    /// The doors saw Åse at 17.02 and 17.05; the phone had said no for her before they were back.
    @Test(arguments: [[0, 1, 2], [1, 0, 2], [2, 0, 1], [2, 1, 0], [1, 2, 0], [0, 2, 1]])
    func `in every order of syncing the result is the same`(order: [Int]) throws {
        try office.stop()
        let first = try come(ida, "Åse", "--door", "A", at: "17:02")
        #expect(first.contains("Åse (2): checked in to Studiebesøg"))
        #expect(try !come(omar, "Åse", "--door", "B", at: "17:05").contains("was seen"))
        #expect(try come(ida, "Bo", "--door", "A", at: "17:06").contains("at door A"))
        try ida.must("checkin", "void", "Bo", "--reason", "it was his brother")
        let walkIn = try come(
            omar, "Studiebesøg", "--walk-in", "Dorte", "--party", "2", "--door", "B", at: "17:07")
        #expect(walkIn.contains("Dorte (2)") && walkIn.contains("8 persons"))
        try ambassador.must("signup", "withdraw", "Åse")
        try office.start()
        let clients = [ida, omar, ambassador]
        for place in order { try clients[place].sync() }
        try expectAgreement(clients, readers: [ambassador], office)

        let expected = [
            "17:02 Åse A ", "17:05 Åse B again", "17:06 Bo A it was his brother", "17:07 Dorte B ",
        ]
        for client in clients {
            #expect(try doors(client) == expected)
            let signup = try client.rows("signup", "list").first { $0["name"] as? String == "Åse" }
            #expect(signup?["wish"] as? String == "out")
            let why = try client.must("why", "Åse").output
            #expect(why.contains("at door A (2)") && why.contains("Seen again"))
            #expect(why.contains("the sign-up itself is: withdrawn"))
            let report = try client.json("event", "close", "Studiebesøg", "--dry-run")
            #expect(
                try numbers(
                    report, "signed_up", "withdrawn", "attended", "no_shows", "walk_ins",
                    "came_withdrawn") == ["2/4", "1/2", "1/2", "2/4", "1/2", "1/2"])
            #expect((report as? [String: Any])?["persons"] as? Int == 4)
        }
        // The seats of Åse, who is there, were given to nobody: eight for six, said once.
        let flags = try ambassador.rows("conflicts", "list")
        #expect(flags.count == 1, "\(flags)")
        try office.stop()
    }

    @Test func `a door is told what matters, and nobody is turned away`() throws {
        let waiting = try ambassador.must("signup", "add", "Studiebesøg", "--name", "Eva").output
        try ambassador.sync()
        try ida.sync()
        try office.stop()
        let slip = String(waiting.prefix(9))
        let told = try come(ida, slip.lowercased(), "--door", "A", at: "17:01")
        #expect(told.contains("Eva (1)") && told.contains("on the waitlist"))
        #expect(told.contains("7 persons have a seat or have come, for 6 seats"))
        let again = try come(ida, "Studiebesøg", "eva", at: "17:04")
        #expect(again.contains("Eva was seen at 2025-03-18 18:01 at door A"))
        try ida.must("signup", "withdraw", "Bo")
        #expect(try come(ida, "Bo", at: "17:05").contains("was withdrawn"))
        let danish = try ida.must("fremmøde", "add", "Bo", "--dør", "C", "--lang", "da").output
        #expect(danish.contains("Bo blev set kl. 2025-03-18 18.05"))
        #expect(try ida.rows("checkin", "list").count == 4)
        try office.start()
        try ida.sync()
        #expect(try ida.status()["returned"] as? Int == 0)
        try office.stop()
    }

    @Test func `an event is closed once, reported again, and nobody moves up afterwards`() throws {
        try ambassador.must("signup", "add", "Studiebesøg", "--name", "Eva")
        try ambassador.sync()
        try omar.must("event", "checkout", "Studiebesøg", "--expect", "1")
        _ = try come(ida, "Åse", at: "17:02")
        try ida.sync()
        try ambassador.sync()
        let closed = try ambassador.must("event", "close", "Studiebesøg").output
        #expect(closed.contains("Studiebesøg is held, pending"))
        #expect(closed.contains("feltbog event return \"Studiebesøg\" --list"))
        try ambassador.sync()
        let pushed = try ambassador.json("event", "luk", "Studiebesøg")
        #expect(try numbers(pushed, "attended", "no_shows") == ["1/2", "2/4"])
        #expect((pushed as? [String: Any])?["lists_out"] as? [String] != [])
        #expect(try ambassador.status()["pending"] as? Int == 0)
        // Too late for Eva, who waited.
        try omar.must("signup", "withdraw", "Carl")
        try omar.must("event", "return", "Studiebesøg")
        try omar.sync()
        try ambassador.sync()
        let eva = try ambassador.rows("signup", "list").first { $0["name"] as? String == "Eva" }
        #expect(eva?["status"] as? String == "waitlisted")
        let report = try ambassador.json("event", "close", "Studiebesøg")
        #expect(
            try numbers(report, "no_shows", "withdrawn", "waitlist_left") == ["1/1", "1/3", "1/1"])
        #expect((report as? [String: Any])?["lists_out"] as? [String] == [])
        try office.stop()
    }

    @Test func `what cannot be is said in a sentence`() throws {
        func refuse(_ client: Client, _ words: String..., exit: Int32) throws {
            let answer = try client.run(words)
            #expect(answer.exit == exit, "\(words): \(answer.output) \(answer.errors)")
            #expect(!answer.errors.isEmpty)
        }
        try refuse(ida, "checkin", "add", "0000-0000", exit: 3)
        try refuse(ida, "checkin", "add", "Studiebesøg", "Ukendt", exit: 3)
        try refuse(ida, "checkin", "add", "Intet møde", "--walk-in", "Dorte", exit: 3)
        try refuse(ida, "checkin", "add", exit: 2)
        try refuse(ida, "checkin", "add", "Studiebesøg", exit: 2)
        try refuse(ida, "checkin", "add", "Studiebesøg", "Bo", "--walk-in", "Bo", exit: 2)
        try refuse(ida, "checkin", "add", "Bo", "--party", "0", exit: 2)
        try refuse(ida, "checkin", "add", "Bo", "--party", "mange", exit: 2)
        try refuse(ida, "checkin", "add", "Bo", "--door", "A", "--dør", "B", exit: 2)
        try refuse(ida, "checkin", "add", "Bo", "--seen-again", "ja", exit: 2)
        try refuse(ida, "checkin", "add", "Bo", "--at", "2099-01-01 10:00", exit: 2)
        try refuse(ida, "checkin", "void", "Bo", exit: 2)
        try refuse(ida, "checkin", "void", "Bo", "--reason", " ", exit: 2)
        try refuse(ida, "checkin", "void", "Bo", "--reason", "fejl", exit: 3)
        try refuse(ida, "checkin", "list", "Intet møde", exit: 3)
        #expect(try ida.rows("checkin", "list").isEmpty)
        try ida.must("checkin", "add", "Bo")
        try ida.must("checkin", "void", "Bo", "--reason", "fejl")
        #expect(
            try ida.must("checkin", "void", "Bo", "--reason", "igen").output.contains(
                "void already: fejl"))
        try ambassador.must(
            "event", "add", "Kladde", "--start", "2030-03-18 17:00", "--end", "19:00")
        try refuse(ambassador, "event", "close", "Kladde", exit: 4)
        try ambassador.must("event", "edit", "Kladde", "--status", "cancelled")
        try refuse(ambassador, "event", "close", "Kladde", exit: 4)
        try refuse(ambassador, "event", "close", "Intet møde", exit: 3)
        try refuse(ambassador, "event", "close", exit: 2)
        try office.stop()
    }
}
