import Foundation
import Testing

/// Story 6: every Tuesday over the change of clocks, 16 March to 13 April 2027.
@Suite struct Story6SeriesTests {
    private let folder: Folder
    private let office: Office
    private let ambassador: Client
    private let officer: Client
    private let vera: Client

    init() throws {
        folder = try Folder()
        office = try Office(folder)
        ambassador = try office.client("Ambassadøren", "ambassador")
        for room in ["Mødelokale 1", "Mødelokale 2"] {
            try ambassador.must("resource", "add", room, "--seats", "12")
        }
        try ambassador.sync()
        officer = try office.client("Forvaltningen", "officer")
        vera = try office.client("Vera", "volunteer")
        try officer.sync()
        try officer.must(
            "booking", "add", "Mødelokale 1", "--start", "2027-03-30 18:00", "--end", "20:00",
            "--purpose", "Byggesager")
        try officer.sync()
        try vera.sync()
    }

    /// Five Tuesdays 17–19.
    @discardableResult
    private func addTuesdays(_ client: Client, count: Int = 5) throws -> Client.Answer {
        try client.must(
            "series", "add", "Mødelokale 1", "--every", "1w", "--start", "2027-03-16 17:00",
            "--end", "19:00", "--count", String(count), "--purpose", "Cykelgruppen")
    }

    private func dates(_ client: Client) throws -> [[String: Any]] {
        let series = try client.json("series", "show", "Cykelgruppen") as? [String: Any]
        return series?["dates"] as? [[String: Any]] ?? []
    }

    private func column(_ name: String, _ client: Client) throws -> [String] {
        try dates(client).map { $0[name] as? String ?? "" }
    }

    private static let tuesdays = [
        "2027-03-16", "2027-03-23", "2027-03-30", "2027-04-06", "2027-04-13",
    ]

    @Test func `four are confirmed, one is skipped, all at 17 local; asking again fills the gap`()
        throws
    {
        try office.stop()
        let offline = try addTuesdays(vera)
        #expect(offline.output.contains("30 Mar 2027  17:00–19:00  looks taken"))
        #expect(offline.output.contains("5 dates: 4 look free, 1 look taken."))
        #expect(try column("state", vera) == ["free", "free", "taken", "free", "free"])
        #expect(
            try vera.rows("booking", "list").filter { $0["pending"] as? Bool == true }.count == 5)
        try office.start()
        let report = try vera.sync()
        #expect(report["admitted"] as? Int == 1)
        #expect(report["declined"] as? Int == 1)
        #expect(
            try column("state", vera) == [
                "confirmed", "confirmed", "skipped", "confirmed", "confirmed",
            ])
        #expect(try column("date", vera) == Self.tuesdays)
        #expect(try column("start", vera) == Self.tuesdays.map { $0 + "T17:00" })
        #expect(try column("reason", vera)[2] == "taken: Forvaltningen has it 18:00–20:00")
        #expect(try vera.must("why", "Cykelgruppen").output.contains("skipped, 1 of 5 dates"))
        let why = try vera.must("why", "Cykelgruppen 2027-03-30").output
        #expect(why.contains("Forvaltningen has it") && why.contains("Free: 1)"))

        // Still taken: it stays skipped. Withdrawn: it is filled.
        try vera.must("series", "retry", "Cykelgruppen")
        try vera.sync()
        #expect(try column("state", vera)[2] == "skipped")
        try officer.must("booking", "withdraw", "Byggesager")
        try officer.sync()
        try vera.sync()
        let shown = try vera.must("series", "show", "Cykelgruppen")
        #expect(shown.output.contains("looks free now"))
        try vera.must("series", "retry", "Cykelgruppen")
        try vera.sync()
        #expect(try column("state", vera) == Array(repeating: "confirmed", count: 5))
        #expect(try column("start", vera) == Self.tuesdays.map { $0 + "T17:00" })
        #expect(try vera.must("why", "Cykelgruppen").output.contains("granted after all"))
        let nothing = try vera.must("series", "retry", "Cykelgruppen")
        #expect(nothing.errors.contains("nothing was written"))
        try expectAgreement([ambassador, officer, vera], readers: [ambassador], office)
        try office.stop()
    }

    @Test func `two devices that expand one series make the same rows`() throws {
        try addTuesdays(ambassador, count: 2)
        try ambassador.sync()
        let second = try office.client("Ambassadørens anden", "ambassador")
        try second.sync()
        try office.stop()
        for client in [ambassador, second] {
            try client.must("series", "edit", "Cykelgruppen", "--count", "5")
        }
        let ids = try column("booking", ambassador)
        #expect(try column("booking", second) == ids)
        #expect(Set(ids).count == 5 && !ids.contains(""))
        try office.start()
        try second.sync(admitting: 1)
        try ambassador.sync(admitting: 1)
        try second.sync()
        for client in [ambassador, second] {
            #expect(try column("booking", client) == ids)
            #expect(
                try column("state", client) == [
                    "confirmed", "confirmed", "skipped", "confirmed", "confirmed",
                ])
            #expect(try client.rows("conflicts", "list").isEmpty)
            let dates = try client.rows("booking", "list").filter { !($0["series"] is NSNull) }
            #expect(dates.count == 5)
        }
        try expectAgreement([ambassador, second], readers: [ambassador, second], office)
        try office.stop()
    }

    @Test func `one date, or all that follow, are moved or ended; the earlier ones stay`() throws {
        try addTuesdays(vera)
        try vera.sync()
        try vera.must(
            "booking", "move", "Cykelgruppen 2027-03-23", "--start", "2027-03-23 10:00", "--end",
            "12:00")
        try vera.must("booking", "withdraw", "Cykelgruppen 2027-03-16")
        let moved = try vera.must(
            "series", "move", "Cykelgruppen", "--from", "2027-03-31", "--start", "18:00", "--end",
            "20:00")
        #expect(moved.output.contains("confirmed; wants 18:00–20:00, not decided"))
        try vera.sync()
        #expect(
            try column("start", vera) == [
                "2027-03-16T17:00", "2027-03-23T10:00", "2027-03-30T17:00", "2027-04-06T18:00",
                "2027-04-13T18:00",
            ])
        try vera.must("series", "end", "Cykelgruppen", "--from", "2027-04-10")
        try vera.sync()
        #expect(
            try column("state", vera) == ["ended", "confirmed", "skipped", "confirmed", "ended"])
        try officer.sync()
        try officer.must(
            "booking", "add", "Mødelokale 1", "--start", "2027-04-13 18:00", "--end", "20:00",
            "--purpose", "Nu ledigt")
        try officer.sync()
        let list = try officer.rows("booking", "list")
        #expect(
            list.first { $0["purpose"] as? String == "Nu ledigt" }?["status"] as? String
                == "confirmed")
        try office.stop()
    }

    @Test func `nobody changes another's series, and an awaiting one is approved at once`() throws {
        try ambassador.must(
            "resource", "add", "Byrådssalen", "--place", "town-hall", "--approval", "yes")
        try ambassador.sync()
        try vera.sync()
        try vera.must(
            "series", "add", "Byrådssalen", "--every", "1m", "--start", "2027-01-31 17:00",
            "--end", "19:00", "--count", "3", "--purpose", "Cykelgruppen")
        try vera.sync()
        #expect(
            try column("state", vera) == ["awaiting-approval", "skipped", "awaiting-approval"])
        #expect(try column("reason", vera)[1] == "the month does not have that day")
        try officer.sync()
        try officer.must("series", "approve", "Cykelgruppen")
        let ended = try officer.must("series", "end", "Cykelgruppen", "--from", "2027-03-01")
        #expect(ended.errors.contains("probably return"))
        let report = try officer.sync()
        #expect(report["returned"] as? Int == 1 && report["admitted"] as? Int == 1)
        try vera.sync()
        #expect(try column("state", vera) == ["confirmed", "skipped", "confirmed"])
        try office.stop()
    }

    @Test func `what a series cannot be is said in a sentence`() throws {
        try addTuesdays(vera)
        let times = ["--start", "2027-03-16 17:00", "--end", "19:00"]
        func refuse(_ words: [String], exit: Int32 = 2) throws {
            let answer = try vera.run(["series"] + words)
            #expect(answer.exit == exit, "\(words): \(answer.errors)")
            #expect(!answer.errors.isEmpty && !answer.errors.contains("went wrong"))
        }
        let add = ["add", "Mødelokale 1"]
        try refuse(add)
        try refuse(add + times + ["--every", "1w"])
        try refuse(add + times + ["--count", "5"])
        try refuse(add + times + ["--every", "1w", "--count", "5", "--until", "2027-05-01"])
        try refuse(add + times + ["--every", "1d", "--count", "5"])
        try refuse(add + times + ["--every", "0w", "--count", "5"])
        try refuse(add + times + ["--every", "99999999999999999999w", "--count", "5"])
        try refuse(add + times + ["--every", "1w", "--count", "0"])
        try refuse(add + times + ["--every", "1w", "--count", "-1"])
        try refuse(add + times + ["--every", "1w", "--count", "367"])
        try refuse(add + times + ["--every", "1w", "--count", "mange"])
        try refuse(add + times + ["--every", "1w", "--until", "2040-01-01"])
        try refuse(add + times + ["--every", "1w", "--until", "2027-03-01"])
        try refuse(add + times + ["--every", "1w", "--until", "2027-02-30"])
        try refuse(add + times + ["--rule", "weekly/1"])
        try refuse(["add", "Intet lokale", "--every", "1w", "--count", "2"] + times, exit: 3)
        let backwards = ["--start", "2027-03-16 19:00", "--end", "17:00"]
        try refuse(add + backwards + ["--every", "1w", "--count", "2"])
        let long = ["--start", "2027-03-16 19:00", "--end", "2027-03-25 17:00"]
        try refuse(add + long + ["--every", "1w", "--count", "2"])
        try refuse(["move", "Cykelgruppen", "--from", "2027-03-16"])
        try refuse(["move", "Cykelgruppen", "--from", "2027-03-16", "--end", "1"])
        try refuse(["move", "Cykelgruppen", "--from", "2028-03-16", "--start", "18"], exit: 3)
        try refuse(
            ["move", "Cykelgruppen", "--from", "2027-03-16", "--start", "2027-05-16 18:00"])
        try refuse(["end", "Cykelgruppen"])
        try refuse(["end", "Cykelgruppen", "--from", "i går"])
        try refuse(["end", "Cykelgruppen", "--from", "2028-03-16"], exit: 3)
        try refuse(["edit", "Cykelgruppen"])
        try refuse(["approve", "Cykelgruppen"], exit: 3)
        try refuse(["show", "Ukendt"], exit: 3)
        // Which of its dates is meant is asked by the names that lists show.
        let which = try vera.run("booking", "show", "Cykelgruppen")
        #expect(which.exit == 3)
        for row in try vera.rows("booking", "list") where !(row["series"] is NSNull) {
            let short = try #require(row["short"] as? String)
            #expect(which.errors.contains("\(short) Cykelgruppen 2027-"), "\(which.errors)")
        }
        // Nothing of that was written.
        #expect(try vera.status()["pending"] as? Int == 1)
        #expect(try vera.rows("series", "list").count == 1)
        try office.stop()
    }
}
