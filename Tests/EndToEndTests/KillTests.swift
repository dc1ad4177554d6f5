import Foundation
import Testing

/// `kill -9` at seeded random moments loses nothing acknowledged: 50 kills over three loops.
@Suite struct KillTests {
    @Test func `a client killed while writing keeps every answered sign-up`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        let (ambassador, volunteer) = try people(office)
        var seeded = Seeded(50)
        var answered: Set<String> = []
        for round in 1...15 {
            let names = (1...400).map { "Runde \(round) gæst \($0)" }
            let child = try volunteer.start(
                ["signup", "desk", "Møde"], input: names.map { $0 + "\n" }.joined())
            try child.wait(until: { child.output.contains("\n") })
            usleep(UInt32(seeded.next() % 60_000))
            child.signal(SIGKILL)
            _ = try child.wait()
            // Lines are written whole; the last one may be cut off by the kill.
            for line in child.output.split(separator: "\n", omittingEmptySubsequences: false)
                .dropLast()
            {
                let slip = String(line.prefix(9))
                #expect(slip.count == 9)
                answered.insert(slip)
            }
        }
        let there = Set(try volunteer.rows("signup", "list").compactMap { $0["slip"] as? String })
        #expect(answered.isSubset(of: there))
        #expect(there.count <= answered.count + 15, "at most one unanswered a kill")
        try agree(volunteer, ambassador, office, slips: there)
    }

    @Test func `a client killed while syncing sends everything exactly once`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        let (ambassador, volunteer) = try people(office)
        var seeded = Seeded(51)
        for round in 1...15 {
            try volunteer.must(
                "signup", "desk", "Møde",
                input: (1...5).map { "Runde \(round) gæst \($0)\n" }.joined())
            let child = try volunteer.start(["sync"])
            usleep(UInt32(seeded.next() % 250_000))
            child.signal(SIGKILL)
            _ = try child.wait()
            #expect(try volunteer.rows("signup", "list").count == round * 5)
        }
        let slips = Set(try volunteer.rows("signup", "list").compactMap { $0["slip"] as? String })
        #expect(slips.count == 75)
        try agree(volunteer, ambassador, office, slips: slips)
    }

    @Test
    func `an office killed while admitting keeps what it acknowledged and takes the rest later`()
        throws
    {
        let folder = try Folder()
        let office = try Office(folder)
        let (ambassador, volunteer) = try people(office)
        var seeded = Seeded(52)
        var admittedOnce = 0
        for round in 1...20 {
            try volunteer.must(
                "signup", "desk", "Møde",
                input: (1...5).map { "Runde \(round) gæst \($0)\n" }.joined())
            let child = try volunteer.start(["sync", "--json"])
            usleep(UInt32(seeded.next() % 300_000))
            try office.kill()
            let exit = try child.wait(seconds: 60)
            #expect([0, 5].contains(exit), "\(exit) \(child.errors)")
            if exit == 0 { admittedOnce += 1 }
            #expect(try volunteer.rows("signup", "list").count == round * 5)
            try office.start()
        }
        let slips = Set(try volunteer.rows("signup", "list").compactMap { $0["slip"] as? String })
        #expect(slips.count == 100)
        try agree(volunteer, ambassador, office, slips: slips)
    }

    private func people(_ office: Office) throws -> (ambassador: Client, volunteer: Client) {
        let ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "event", "add", "Møde", "--start", "2027-03-18 17:00", "--end", "19:00", "--status",
            "published")
        try ambassador.sync()
        let volunteer = try office.client("Frivillig", "volunteer", events: ["Møde"])
        try volunteer.sync()
        return (ambassador, volunteer)
    }

    /// After two syncs nothing is pending, and the office has exactly these sign-ups.
    private func agree(
        _ volunteer: Client, _ ambassador: Client, _ office: Office, slips: Set<String>
    ) throws {
        try volunteer.sync()
        let last = try volunteer.sync()
        #expect(last["pushed"] as? Int == 0)
        #expect(last["repaired"] as? Int == 0)
        #expect(last["scopes_differing"] as? Int == 0)
        let status = try #require(try volunteer.json("status") as? [String: Any])
        #expect(status["pending"] as? Int == 0)
        #expect(status["returned"] as? Int == 0)
        try ambassador.sync()
        let central = try ambassador.rows("signup", "list").compactMap { $0["slip"] as? String }
        #expect(central.count == slips.count, "exactly once")
        #expect(Set(central) == slips)
        #expect(try volunteer.run("doctor").exit == 0)
        try office.run("doctor")
        try office.stop()
    }
}
