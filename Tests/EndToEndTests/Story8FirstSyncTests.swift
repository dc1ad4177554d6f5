import Foundation
import Testing

/// Story 8: a first sync that is cut.
@Suite struct Story8FirstSyncTests {
    @Test func `cut at 30 and at 80 per cent it resumes, and nothing half is ever visible`() throws
    {
        let folder = try Folder()
        let office = try Office(folder)
        let ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "event", "add", "Grønt Omstillingsmøde", "--start", "2027-04-10 10:00", "--end",
            "16:00", "--status", "published")
        let list = folder.file("list.csv")
        var seeded = Seeded(8)
        var text = "\u{FEFF}name;email;phone\r\n"
        for number in 1...12_000 {
            let word = String(seeded.next(), radix: 36)
            text += "Gæst \(number) \(word);\(word)@x.dk;+45 \(20_000_000 + number)\r\n"
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: list))
        try ambassador.must("signup", "import", "Grønt Omstillingsmøde", list)
        try ambassador.sync()

        let proxy = try CutProxy(to: office.port)
        defer { proxy.close() }
        let whole = try office.client("Hel", "ambassador", through: proxy.port)
        proxy.cut(after: nil)
        try whole.sync()
        let total = proxy.bytesPassed
        #expect(total > 50_000)

        let cut = try office.client("Afbrudt", "ambassador", through: proxy.port)
        // Of what the whole takes: 30 per cent, then, with what was staged by then, to 80 or more.
        for share in [0.3, 0.6] {
            proxy.cut(after: Int(Double(total) * share))
            let answer = try cut.run("sync", seconds: 120)
            #expect(answer.exit == 5, "\(answer.output) \(answer.errors)")
            #expect(try cut.rows("signup", "list").isEmpty)
            #expect(try cut.rows("event", "list").isEmpty)
        }
        proxy.cut(after: nil)
        let report = try cut.sync()
        #expect(report["scopes_differing"] as? Int == 0)
        #expect(proxy.bytesPassed < total * 9 / 10, "what was staged is not fetched again")
        #expect(try cut.rows("signup", "list").count == 12_000)
        try whole.sync()
        let digests = try cut.json("doctor") as? NSDictionary
        #expect(digests == (try whole.json("doctor") as? NSDictionary))
        try office.stop()
    }
}
