import Foundation
import Testing

/// Clocks that are wrong, or step between two commands, neither lock anybody out nor win.
@Suite struct ClockTests {
    private static let hour: Int64 = 3_600
    private static let to1970 = -1_795_000_000 as Int64
    private static let to2099 = 2_300_000_000 as Int64

    private func scene() throws -> (office: Office, ambassador: Client) {
        let office = try Office(Folder())
        let ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "event", "add", "Møde", "--start", "2027-03-18 17:00", "--end", "19:00", "--status",
            "published")
        try ambassador.must("project", "add", "Cykelstier")
        try ambassador.sync()
        return (office, ambassador)
    }

    @Test(arguments: [to1970, to2099, hour, -hour])
    func `a laptop whose clock is wrong is never locked out and never wins for ever`(
        seconds: Int64
    ) throws {
        let (office, ambassador) = try scene()
        let clock = try ClockShim(office.folder)
        try clock.shift(seconds: seconds)
        // An ambassador's second laptop, so that it may edit what the first one edits.
        var laptop = Client(office.folder, "Laptop")
        laptop.environment = clock.environment
        try laptop.must("join", try office.invite("Laptop", "ambassador"), "--name", "Laptop")
        let before = try laptop.signUpUnseen("Før første synkronisering")
        try laptop.sync()
        #expect(before == nil, "nothing to sign up to yet")
        let shown = try #require(try laptop.status()["clock_offset_ms"] as? Int)
        #expect(abs(Int64(shown) + seconds * 1_000) < 30_000)
        for number in 1...3 { try laptop.signUp("Gæst \(number)") }
        try laptop.must("project", "edit", "Cykelstier", "--programme", "GATE21")
        try laptop.sync(admitting: 4)
        // Who comes later and has seen it wins, again and again, on either side.
        for (client, text) in [
            (ambassador, "A"), (laptop, "B"), (ambassador, "C"),
        ] {
            try client.sync()
            try client.must("project", "edit", "Cykelstier", "--programme", text)
            try client.sync(admitting: 1)
            for reader in [ambassador, laptop] {
                try reader.sync()
                #expect(try reader.column("programme", "project") == [text])
            }
        }
        try expectAgreement([laptop, ambassador], readers: [laptop, ambassador], office)
        #expect(try ambassador.rows("conflicts", "list").isEmpty)
        try office.stop()
    }

    @Test func `a clock that steps between commands repeats no id and loses nothing`() throws {
        let (office, ambassador) = try scene()
        let clock = try ClockShim(office.folder)
        var laptop = try office.client("Laptop", "volunteer", events: ["Møde"])
        laptop.environment = clock.environment
        try laptop.sync()
        var slips: Set<String> = []
        let steps = [0, Self.hour, -Self.hour, Self.to2099, 0, Self.to1970, 60, -86_400, 0]
        for (index, step) in steps.enumerated() {
            try clock.shift(seconds: step)
            for number in 1...2 { slips.insert(try laptop.signUp("Trin \(index) \(number)")) }
            _ = try laptop.digests()
            // Some steps sync at once, some carry their work on under the next clock.
            if index.isMultiple(of: 3) { try laptop.sync(admitting: index == 0 ? 2 : 6) }
        }
        #expect(slips.count == steps.count * 2)
        try expectAgreement([laptop, ambassador], readers: [ambassador], office)
        #expect(try ambassador.slips() == slips.sorted())
        try office.stop()
    }

    @Test(arguments: [to1970, to2099])
    func `an office whose clock was wrong for a day serves on when it is right again`(
        seconds: Int64
    ) throws {
        let (office, ambassador) = try scene()
        let clock = try ClockShim(office.folder)
        let laptop = try office.client("Laptop", "volunteer", events: ["Møde"])
        try laptop.sync()
        try laptop.signUp("Før")
        try office.stop()
        try clock.shift(seconds: seconds)
        office.environment = clock.environment
        try office.start()
        try laptop.sync(admitting: 1)
        try laptop.signUp("Imens")
        try laptop.sync(admitting: 1)
        try ambassador.must("project", "edit", "Cykelstier", "--programme", "GATE21")
        try ambassador.sync(admitting: 1)
        try office.stop()
        try clock.shift(seconds: 0)
        try office.start()
        try laptop.signUp("Bagefter")
        try laptop.sync(admitting: 1)
        try ambassador.sync()
        try ambassador.must("project", "edit", "Cykelstier", "--programme", "EU")
        try ambassador.sync(admitting: 1)
        #expect(try ambassador.column("programme", "project") == ["EU"])
        try expectAgreement([laptop, ambassador], readers: [ambassador], office)
        #expect(try ambassador.column("name", "signup") == ["Bagefter", "Før", "Imens"])
        try office.stop()
    }

    @Test func `copies of a laptop whose clock went back give out different ids`() throws {
        let (office, ambassador) = try scene()
        let clock = try ClockShim(office.folder)
        var laptop = try office.client("Laptop", "volunteer", events: ["Møde"])
        laptop.environment = clock.environment
        try laptop.sync()
        try clock.shift(seconds: Self.hour)
        try laptop.signUp("Fra fremtiden")
        try clock.shift(seconds: 0)
        var copy = try laptop.copied(as: "Kopi")
        copy.environment = clock.environment
        for number in 1...3 {
            try laptop.signUp("Original \(number)")
            try copy.signUp("Kopi \(number)")
        }
        try expectAgreement([laptop, copy, ambassador], readers: [ambassador], office)
        #expect(Set(try ambassador.slips()).count == 7)
        #expect(Set(try ambassador.column("name", "signup")).count == 7)
        try office.stop()
    }

    @Test func `a clock that stands still gives every row an id of its own`() throws {
        let (office, ambassador) = try scene()
        let clock = try ClockShim(office.folder)
        try clock.freeze(atMilliseconds: 1_700_000_000_000)
        var laptop = try office.client("Laptop", "volunteer", events: ["Møde"])
        laptop.environment = clock.environment
        try laptop.sync()
        for number in 1...5 { try laptop.signUp("Gæst \(number)") }
        let lines = (1...50).map { "Fra listen \($0)\n" }.joined()
        try laptop.must("signup", "desk", "Møde", input: lines)
        try laptop.sync(admitting: 55)
        try expectAgreement([laptop, ambassador], readers: [ambassador], office)
        #expect(Set(try ambassador.slips()).count == 55)
        try office.stop()
    }
}

extension Client {
    /// Tries to sign up to an event that is not here yet; demands a plain refusal.
    fileprivate func signUpUnseen(_ name: String) throws -> String? {
        let answer = try run("signup", "add", "Møde", "--name", name)
        #expect(answer.exit == 3)
        return answer.exit == 0 ? answer.output : nil
    }
}
