import Foundation
import Testing

/// Bad input: a clear sentence, the right exit code, nothing lost, the office alive.
@Suite struct BadInputTests {
    @Test func `garbage at the port leaves the office alive`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        var seeded = Seeded(2)
        let garbage: [[UInt8]] = [
            [], [0],
            [0x16, 3, 1, 0xFF, 0xFF]
                + (0..<2_000).map { _ in UInt8(truncatingIfNeeded: seeded.next()) },
            Array("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8),
            (0..<10_000).map { _ in UInt8(truncatingIfNeeded: seeded.next()) },
        ]
        for bytes in garbage {
            #expect(try Loopback.throwAt(office.port, bytes))
        }
        #expect(office.isAlive)
        try office.client("Ada", "ambassador").sync()
        try office.stop()
    }

    @Test func `a foreign file is no replica and is not touched`() throws {
        let folder = try Folder()
        let text = Data("Kære dagbog. I dag regnede det, og ingen kom til standen.\n".utf8)
        let client = Client(folder, "foreign")
        try text.write(to: URL(fileURLWithPath: client.replica))
        for words in [["status"], ["theme", "add", "Energi"], ["sync"], ["doctor"]] {
            let answer = try client.run(words)
            #expect(answer.exit == 6, "\(words): \(answer.errors)")
            #expect(answer.errors.contains("no feltbog replica"), "\(answer.errors)")
        }
        #expect(FileManager.default.contents(atPath: client.replica) == text)
        #expect(try Client(folder, "missing").run("status").exit == 6)
    }

    @Test func `an invite of another office sends nothing`() throws {
        let folder = try Folder()
        let other = try Folder()
        let office = try Office(folder)
        let stranger = try Office(other)
        // The right office's invite, but the stranger answers at its address.
        let invite = try office.invite("Ada", "ambassador", through: stranger.port)
        let answer = try Client(folder, "ada").run("join", invite)
        #expect(answer.exit == 4)
        #expect(answer.errors.contains("fingerprint"))
        // Nothing was spent: the same secret still works at the right office.
        let again = try Client(folder, "ada2").run("join", invite)
        #expect(again.exit == 4)
        try stranger.stop()
        try office.stop()
    }

    @Test func `a spent, a mistyped and no invite are told apart`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        let invite = try office.invite("Ada", "ambassador")
        try Client(folder, "first").must("join", invite)
        let spent = try Client(folder, "second").run("join", invite)
        #expect(spent.exit == 4)
        #expect(spent.errors.contains("spent"))
        var mistyped = Array(invite)
        mistyped[20] = mistyped[20] == "7" ? "8" : "7"
        #expect(try Client(folder, "third").run("join", String(mistyped)).exit == 2)
        #expect(try Client(folder, "fourth").run("join", "hello").exit == 2)
        let twice = try Client(folder, "first").run("join", try office.invite("Bo", "officer"))
        #expect(twice.exit == 1)
        try office.stop()
    }

    @Test func `an unknown and a revoked device are refused and keep their work`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        let client = try office.client("Ada", "ambassador")
        try client.sync()
        try client.must("theme", "add", "Energi")
        let device = try #require(
            (try client.json("status") as? [String: Any])?["device"] as? String)
        try office.run("devices", "revoke", device)
        let answer = try client.run("sync")
        #expect(answer.exit == 4)
        #expect(answer.errors.contains("revoked"), "\(answer.errors)")
        #expect(try client.rows("theme", "list").count == 1)
        #expect(office.isAlive)
        try office.stop()
    }

    @Test func `a second sync and a second writer wait their turn or say so`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        let client = try office.client("Ada", "ambassador")
        let watching = try client.start(["sync", "--watch"])
        try watching.wait(until: {
            try (client.json("status") as? [String: Any])?["last_sync"] as? String != nil
        })
        let second = try client.run("sync")
        #expect(second.exit == 6)
        #expect(second.errors.contains("another program"), "\(second.errors)")
        // Writing goes on meanwhile, also by several at once.
        let writers = try (1...4).map { try client.start(["theme", "add", "Tema \($0)"]) }
        for writer in writers { #expect(try writer.wait() == 0, "\(writer.errors)") }
        #expect(try client.rows("theme", "list").count == 4)
        watching.signal(SIGINT)
        #expect(try watching.wait(seconds: 20) == 0, "\(watching.errors)")
        try office.stop()
    }

    @Test(
        arguments: [
            ["event", "add", "x", "--start", "2027-02-30 10:00", "--end", "2027-02-30 12:00"],
            ["event", "add", "x", "--start", "2027-03-28 02:30", "--end", "2027-03-28 04:00"],
            ["event", "add", "x", "--start", "i morgen", "--end", "2027-03-28 04:00"],
            ["event", "add", "x", "--start", "2027-03-18 12:00", "--end", "2027-03-18 11:00"],
            ["event", "add", "x", "--start", "2027-03-18 25:00", "--end", "2027-03-19 11:00"],
            ["event", "add", "x"], ["event", "add"], ["event"] + ["frobnicate"],
            ["project", "add", "x", "--status", "maybe"], ["project", "add", "x", "--nope", "1"],
            ["project", "add", "x", "--co2", "meget"],
            ["project", "add", "x", "--title", "y", "--title", "z"],
            ["project", "add", "x", "--theme"], ["status", "--lang", "fr"],
            ["sync", "--watch", "--dry-run"],
        ])
    func `a mistyped command line ends with 2 and a sentence`(_ words: [String]) throws {
        let client = Client(try Folder(), "alone")
        try client.must("init")
        let answer = try client.run(words)
        #expect(answer.exit == 2, "\(answer.output) \(answer.errors)")
        #expect(!answer.errors.isEmpty)
        #expect(try client.rows("event", "list").isEmpty)
        #expect(try client.rows("project", "list").isEmpty)
    }

    @Test(arguments: [
        (["series", "end", "Kor"], "Der mangler: --from <from>."),
        (["status", "--lnag", "da"], "--lnag findes ikke her. Mente du --lang?"),
        (["status", "nu"], "For meget: nu."),
        (["series", "end", "Kor", "--from"], "--from <from> mangler sin værdi."),
        (["returned", "retry", "x"], "«x» duer ikke som <number>."),
    ])
    func `a mistyped command line is told in Danish too`(_ words: [String], says: String) throws {
        let folder = try Folder()
        let answer = try Client(folder, "nobody").run(words + ["--lang", "da"])
        #expect(answer.exit == 2)
        #expect(answer.errors.hasPrefix(says + "\nBrug: feltbog "), "\(answer.errors)")
        #expect(answer.errors.contains("Se «feltbog \(words[0])"), "\(answer.errors)")
    }

    @Test func `what is not there ends with 3`() throws {
        let client = Client(try Folder(), "alone")
        try client.must("init")
        for words in [
            ["project", "show", "findes-ikke"], ["why", "0123456789"], ["log", "findes-ikke"],
            ["conflicts", "show", "abcdef"], ["signup", "import", "Intet møde", "/nowhere.csv"],
            ["returned", "show", "7"],
        ] {
            #expect(try client.run(words).exit == 3, "\(words)")
        }
    }

    @Test func `broken CSV lines are told by number, the others are taken, twice adds nothing`()
        throws
    {
        let folder = try Folder()
        let client = Client(folder, "alone")
        try client.must("init")
        try client.must(
            "event", "add", "Møde", "--start", "2027-03-18 17:00", "--end", "19:00", "--status",
            "published")
        let path = folder.file("liste.csv")
        let text =
            "\u{FEFF}navn;e-mail;telefon;antal\r\nÅse Østergård;aase@x.dk;+45 20 30 40 50;2\r\n"
            + ";uden@navn.dk;;1\r\nBo;bo@x.dk;;mange\r\n\"Citat; med semikolon\";c@x.dk;;1\r\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let first = try client.run("signup", "import", "Møde", path)
        #expect(first.exit == 1)
        #expect(first.errors.contains("3"))
        #expect(first.errors.contains("4"))
        #expect(try client.rows("signup", "list").count == 2)
        try client.run("signup", "import", "Møde", path)
        #expect(try client.rows("signup", "list").count == 2)
        #expect(
            try client.rows("signup", "list").contains { $0["name"] as? String == "Åse Østergård" })

        let out = folder.file("ud.csv")
        try client.must("signup", "export", "Møde", out)
        let bytes = try #require(FileManager.default.contents(atPath: out))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(String(decoding: bytes, as: UTF8.self).contains("+45"))
    }

    @Test func `an office that is stopped costs nothing but patience`() throws {
        let folder = try Folder()
        let office = try Office(folder)
        let client = try office.client("Ada", "ambassador")
        try office.stop()
        try client.must("theme", "add", "Energi")
        let answer = try client.run("sync")
        #expect(answer.exit == 5)
        #expect(answer.errors.split(separator: "\n").count == 1, "\(answer.errors)")
        try office.start()
        #expect(try client.sync()["admitted"] as? Int == 1)
        try office.stop()
    }

    @Test func `a full disk changes nothing and says so`() throws {
        let folder = try Folder()
        let client = Client(folder, "alone")
        try client.must("init")
        try client.must("theme", "add", "Energi")
        let long = String(repeating: "æ", count: 8_000)
        let answer = try client.run(
            ["project", "add", "Stor", "--description", long], fileBytesMax: 4_096)
        #expect(answer.exit == 1 || answer.exit == 6, "\(answer.exit) \(answer.errors)")
        #expect(!answer.errors.isEmpty)
        #expect(try client.rows("project", "list").isEmpty)
        #expect(try client.rows("theme", "list").count == 1)
        try client.must("project", "add", "Lille")
    }
}
