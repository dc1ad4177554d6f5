import Foundation
import Testing

/// Story 2: capacity 20, 17 taken; two volunteers each take three, without a network.
@Suite struct Story2SeatsTests {
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
            "--capacity", "20", "--status", "published")
        try ambassador.must("signup", "add", "Studiebesøg", "--name", "Klassen", "--party", "17")
        try ambassador.sync()
        ida = try office.client("Ida", "volunteer", events: ["Studiebesøg"])
        omar = try office.client("Omar", "volunteer", events: ["Studiebesøg"])
        try ida.sync()
        try omar.sync()
    }

    /// Three sign-ups; what each is answered with.
    private func take(_ client: Client, _ name: String) throws -> [String] {
        try (1...3).map { number in
            try client.must("signup", "add", "Studiebesøg", "--name", "\(name) \(number)").output
        }
    }

    private func statuses(_ client: Client, _ name: String) throws -> [String] {
        try client.rows("signup", "list")
            .filter { ($0["name"] as? String ?? "").hasPrefix(name) }
            .sorted { $0["name"] as? String ?? "" < $1["name"] as? String ?? "" }
            .map { $0["status"] as? String ?? "" }
    }

    @Test(arguments: [false, true])
    func `with lists out the earlier ones are confirmed, whoever syncs first`(isIdaFirst: Bool)
        throws
    {
        try ida.must("event", "checkout", "Studiebesøg", "--expect", "3")
        try omar.must("event", "checkout", "Studiebesøg", "--expect", "3")
        try office.stop()
        #expect(try take(ida, "A").allSatisfy { $0.contains("not confirmed") })
        _ = try take(omar, "B")
        try office.start()
        for client in isIdaFirst ? [ida, omar] : [omar, ida] {
            #expect(try client.sync()["admitted"] as? Int == 3)
        }
        #expect(
            try statuses(omar, "B").allSatisfy { $0 == (isIdaFirst ? "waitlisted" : "pending") })
        for client in isIdaFirst ? [ida, omar] : [omar, ida] {
            try client.must("event", "return", "Studiebesøg")
            try client.sync()
        }
        try ambassador.sync()
        #expect(try statuses(ambassador, "A") == ["confirmed", "confirmed", "confirmed"])
        #expect(try statuses(ambassador, "B") == ["waitlisted", "waitlisted", "waitlisted"])
        let why = try ambassador.must("why", "B 2").output
        #expect(why.contains("Number 2 on the waitlist now."))
        #expect(why.contains("Counts from "))
        #expect(try ambassador.json("why", "B 3") as? [String: Any] != nil)
        try office.stop()
    }

    @Test(arguments: [false, true])
    func `who has a clock three hours fast is flagged and not first, whoever syncs first`(
        isFastFirst: Bool
    ) throws {
        let clock = try ClockShim(folder)
        var fast = try office.client("Ada", "volunteer", events: ["Studiebesøg"])
        fast.environment = clock.environment
        try fast.sync()
        try fast.must("event", "checkout", "Studiebesøg", "--expect", "3")
        try omar.must("event", "checkout", "Studiebesøg", "--expect", "3")
        try office.stop()
        try clock.shift(seconds: 3 * 3_600)
        _ = try take(fast, "A")
        _ = try take(omar, "B")
        try office.start()
        let clients = isFastFirst ? [fast, omar] : [omar, fast]
        for client in clients { #expect(try client.sync()["admitted"] as? Int == 3) }
        for client in clients {
            try client.must("event", "return", "Studiebesøg")
            try client.sync()
        }
        try ambassador.sync()
        #expect(try statuses(ambassador, "B") == ["confirmed", "confirmed", "confirmed"])
        #expect(try statuses(ambassador, "A") == ["waitlisted", "waitlisted", "waitlisted"])
        #expect(try ambassador.must("why", "A 1").output.contains("clock"))
        try office.stop()
    }

    @Test func `with allotments they are confirmed on the spot, never above the capacity`() throws {
        try ida.must("event", "checkout", "Studiebesøg", "--seats", "2")
        try omar.must("event", "checkout", "Studiebesøg", "--seats", "1")
        let refused = try ambassador.run("event", "checkout", "Studiebesøg", "--seats", "1")
        #expect(refused.exit == 4)
        #expect(refused.errors.contains("0 seats are free"))
        try office.stop()
        let answers = try take(ida, "A") + take(omar, "B")
        #expect(
            answers.map { $0.contains("): confirmed.") } == [true, true, false, true, false, false])
        #expect(try ida.must("why", "A 1").output.contains("that stands"))
        #expect(
            try ida.rows("signup", "list").map { $0["promised"] as? Bool } == [
                false, true, true, false,
            ])
        try office.start()
        try omar.sync()
        try ida.sync()
        for client in [ida, omar] {
            try client.must("event", "return", "Studiebesøg")
            try client.sync()
        }
        try ambassador.sync()
        #expect(try statuses(ambassador, "A") == ["confirmed", "confirmed", "waitlisted"])
        #expect(try statuses(ambassador, "B") == ["confirmed", "waitlisted", "waitlisted"])
        let given = try ambassador.rows("signup", "list").reduce(0) {
            $0 + ($1["seats"] as? Int ?? 0)
        }
        #expect(given == 20)
        try office.stop()
    }

    @Test func `who loses a seat is told once, at the next sync, and in the status`() throws {
        func guesses() throws -> [String?] {
            let all = try omar.json("sync", "--dry-run") as? [[String: Any]] ?? []
            return all.map { $0["guess"] as? String }
        }
        func told(_ report: [String: Any]) -> [[String: Any]] {
            report["news"] as? [[String: Any]] ?? []
        }
        #expect(try guesses() == [])
        try omar.must("signup", "add", "Studiebesøg", "--name", "Q", "--party", "5")
        #expect(try guesses() == ["waits"])
        try omar.must("signup", "add", "Studiebesøg", "--name", "R", "--party", "1")
        #expect(try guesses() == ["waits", "waits"])
        let before = try #require(try omar.json("status") as? [String: Any])
        #expect(before["pending"] as? Int == 2)
        #expect((before["not_as_wished"] as? [String])?.isEmpty == true)
        let news = told(try omar.sync())
        #expect(news.map { $0["kind"] as? String } == ["waitlisted", "waitlisted"])
        #expect((news[0]["sentence"] as? String)?.contains("is full (20 seats)") == true)
        #expect(told(try omar.sync()).isEmpty)
        let after = try #require(try omar.json("status") as? [String: Any])
        #expect((after["not_as_wished"] as? [String])?.count == 2)
        #expect(try omar.must("status").output.contains("sign-up «Q»: waitlisted"))
        // Another makes room: the one who waits is told.
        try ambassador.sync()
        try ambassador.must("event", "edit", "Studiebesøg", "--capacity", "21")
        try ambassador.sync()
        #expect(told(try omar.sync()).isEmpty)
        try ambassador.must("signup", "edit", "Q", "--party", "3")
        try ambassador.sync()
        #expect(told(try omar.sync()).map { $0["kind"] as? String } == ["confirmed", "confirmed"])
        try office.stop()
    }

    @Test func `two programs on one replica never promise one seat too many`() throws {
        try ida.must("event", "checkout", "Studiebesøg", "--seats", "3")
        let children = try (0..<8).map {
            try ida.start(["signup", "add", "Studiebesøg", "--name", "Gæst \($0)"])
        }
        for child in children { #expect(try child.wait() == 0) }
        let promised = children.filter { $0.output.contains("): confirmed.") }
        #expect(promised.count == 3)
        try ida.sync()
        #expect(
            try ida.rows("signup", "list").filter { $0["status"] as? String == "confirmed" }.count
                == 4)
        try office.stop()
    }

    @Test func `what a list cannot be is said in a sentence`() throws {
        func refuse(_ words: String..., exit: Int32) throws {
            let answer = try ida.run(["event"] + words)
            #expect(answer.exit == exit, "\(words): \(answer.errors)")
            #expect(!answer.errors.isEmpty)
        }
        try refuse("checkout", "Studiebesøg", exit: 2)
        try refuse("checkout", "Studiebesøg", "--seats", "0", exit: 2)
        try refuse("checkout", "Studiebesøg", "--seats", "-1", exit: 2)
        try refuse("checkout", "Studiebesøg", "--seats", "mange", exit: 2)
        try refuse(
            "checkout", "Studiebesøg", "--seats", "1", "--until", "2020-01-01 10:00", exit: 2)
        try refuse("checkout", "Intet møde", "--seats", "1", exit: 3)
        try refuse("checkout", "Studiebesøg", "--seats", "4", exit: 4)
        try refuse("return", "Studiebesøg", exit: 3)
        try ida.must("event", "checkout", "Studiebesøg", "--seats", "1")
        try refuse("checkout", "Studiebesøg", "--seats", "1", exit: 4)
        try ida.must("event", "return", "Studiebesøg")
        try refuse("return", "Studiebesøg", exit: 3)
        try office.stop()
        try refuse("checkout", "Studiebesøg", "--seats", "1", exit: 5)
        try office.start()
        try ida.sync()
        #expect(
            try ida.rows("event", "lists").map { $0["status"] as? String } == [
                "declined", "returned", "open",
            ])
        try office.stop()
    }
}
