import Foundation
import Testing

/// Story 1: a stall without a net, and a power cut.
@Suite struct Story1StallTests {
    @Test func `fourteen sign-ups survive a kill and are sent exactly once`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        let ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "event", "add", "Cykelrute-tur", "--start", "2027-03-18 17:00", "--end", "19:00",
            "--status", "published")
        try ambassador.sync()
        let volunteer = try office.client("Frivillig A", "volunteer", events: ["Cykelrute-tur"])
        try volunteer.sync()
        #expect(try volunteer.rows("event", "list").count == 1)
        try office.stop()

        var seeded = Seeded(1)
        var names: [String] = []
        for number in 1...14 {
            let name = "Åse Østergård \(number) – 日本"
            let words = [
                "signup", "add", "Cykelrute-tur", "--name", name, "--email", "aase\(number)@x.dk",
            ]
            if number == 9 {
                let child = try volunteer.start(words)
                usleep(UInt32(seeded.next() % 40_000))
                child.signal(SIGKILL)
                _ = try child.wait()
                let isThere = try volunteer.rows("signup", "list").contains {
                    $0["name"] as? String == name
                }
                if isThere {
                    names.append(name)
                    continue
                }
            }
            let answer = try volunteer.run(words)
            #expect(answer.exit == 0)
            #expect(answer.output.contains("not confirmed"))
            #expect(answer.errors.contains("pending"))
            names.append(name)
        }
        let local = try volunteer.rows("signup", "list")
        #expect(local.compactMap { $0["name"] as? String }.sorted() == names.sorted())
        #expect(local.allSatisfy { $0["pending"] as? Bool == true })

        let unreachable = try volunteer.run("sync")
        #expect(unreachable.exit == 5)
        #expect(try volunteer.rows("signup", "list").count == 14)

        try office.start()
        let first = try volunteer.sync()
        #expect(first["pushed"] as? Int == 14)
        #expect(first["admitted"] as? Int == 14)
        let second = try volunteer.sync()
        #expect(second["pushed"] as? Int == 0)
        #expect(try volunteer.rows("signup", "list").allSatisfy { $0["pending"] as? Bool == false })

        try ambassador.sync()
        let central = try ambassador.rows("signup", "list", "Cykelrute-tur")
        #expect(
            central.compactMap { $0["name"] as? String }.map { Array($0.utf8) }
                .sorted { $0.lexicographicallyPrecedes($1) }
                == names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
        let slip = try #require(local.first?["slip"] as? String)
        #expect(try ambassador.run("signup", "show", slip.lowercased()).exit == 0)
        try office.stop()
    }
}
