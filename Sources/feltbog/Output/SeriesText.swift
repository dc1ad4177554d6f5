internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// A series date by date, as people and programs read it: what each date got, or looks like. A guess is never drawn
/// as confirmed.
struct SeriesText {
    private let outlook: SeriesOutlook
    private let series: Row
    private let rows: Rows

    init(_ series: Row, _ rows: Rows) throws {
        self.series = series
        self.rows = rows
        self.outlook = try SeriesOutlook(of: series, reading: rows)
    }

    /// One line a date, then the tally.
    var lines: [String] {
        get throws { try lines(outlook.entries) + [tally] }
    }

    /// The dates from a day on.
    func lines(from day: CivilDate) throws -> [String] {
        try lines(outlook.entries.filter { $0.day >= SeriesDay(day) })
    }

    /// The dates that `series retry` asks for again, one line each.
    ///
    /// - Parameter now: the office's time; what has begun is past asking.
    func retried(now: Milliseconds) throws -> [String] {
        let zone = Zone.named(series[SeriesTable.zone].text) ?? .copenhagen
        return try lines(
            outlook.entries.filter { entry in
                guard case .skipped(let reason, _) = entry.state,
                    SkippedDate(entry.day, reason).canBeRetried, let slot = entry.slot
                else { return false }
                return zone.milliseconds(of: slot.start).map { $0 > now } ?? false
            })
    }

    private func lines(_ entries: [SeriesOutlook.Entry]) throws -> [String] {
        let zone = Zone.named(series[SeriesTable.zone].text) ?? .copenhagen
        return try entries.flatMap { entry -> [String] in
            var when = Labels.weekday(entry.day) + entry.day.shown(in: .current)
            if let slot = entry.slot { when += "  " + SlotText.hours(slot, on: entry.day) }
            let line = TextTable.oneLine("\(when)  \(try state(of: entry))")
            let isOpen = if case .guess = entry.state { true } else { false }
            let notes = isOpen ? entry.slot.map { SlotText.notes($0, zone) } ?? [] : []
            return [line] + notes.map { "  " + $0 }
        }
    }

    private func state(of entry: SeriesOutlook.Entry) throws -> String {
        switch entry.state {
        case .granted(let status):
            return Labels.choice(status, of: "status", in: "booking") + elsewhere(entry)
        case .wantsOther(let wish, _):
            return SeriesPhrase.keeps(
                Labels.choice("confirmed", of: "status", in: "booking"),
                SlotText.hours(wish, on: entry.day))
        case .skipped(let reason, .looksFree):
            return SeriesPhrase.skippedFree(SeriesTexts.text(reason, on: entry.day)[.current])
        case .skipped(let reason, _):
            return SeriesPhrase.skipped(SeriesTexts.text(reason, on: entry.day)[.current])
        case .ended: return SeriesPhrase.ended()
        case .impossible(let reason):
            return SeriesPhrase.never(SeriesTexts.text(reason, on: entry.day)[.current])
        case .guess(let guess):
            let text = try self.text(of: guess)
            return entry.rivals > 0 ? SeriesPhrase.rivals(text, String(entry.rivals)) : text
        }
    }

    private func text(of guess: BookingOutlook.Guess) throws -> String {
        switch guess {
        case .looksFree(needsApproval: false): SeriesPhrase.free()
        case .looksFree(needsApproval: true): SeriesPhrase.freeAsks()
        case .looksMoved(let slot, _): SeriesPhrase.moved(try SlotText.text(slot, rows))
        case .looksTaken(let obstacle, _):
            SeriesPhrase.taken(try OutlookText.text(obstacle, rows))
        }
    }

    /// The resource, where a date has another than its series.
    private func elsewhere(_ entry: SeriesOutlook.Entry) -> String {
        guard let slot = entry.slot, slot.resource != series[SeriesTable.resource].row,
            let room = try? rows.row(slot.resource, in: ResourceTable.id)
        else { return "" }
        return ": " + Labels.title(room)
    }

    /// `5 dates: 4 confirmed, 1 skipped.`
    private var tally: String {
        let words = outlook.entries.map { Self.word(of: $0.state) }
        var order: [String] = []
        for word in words where !order.contains(word) { order.append(word) }
        let counts = order.map { word in
            Self.count(word, String(words.count { $0 == word }))
        }
        return SeriesPhrase.tally(String(words.count), counts.joined(separator: ", "))
    }

    private static func count(_ word: String, _ number: String) -> String {
        switch word {
        case "free": SeriesPhrase.countFree(number)
        case "taken": SeriesPhrase.countTaken(number)
        case "moved-to": SeriesPhrase.countMoved(number)
        case "skipped": SeriesPhrase.countSkipped(number)
        case "ended": "\(number) \(SeriesPhrase.ended())"
        default: "\(number) \(Labels.choice(word, of: "status", in: "booking"))"
        }
    }

    /// A stable word: `confirmed`, `moved`, `awaiting-approval`, `skipped`, `ended`; of what the office has not
    /// decided `free`, `taken`, `moved-to`.
    private static func word(of state: SeriesOutlook.State) -> String {
        switch state {
        case .granted(let status): status
        case .wantsOther: "confirmed"
        case .skipped, .impossible: "skipped"
        case .ended: "ended"
        case .guess(.looksFree): "free"
        case .guess(.looksMoved): "moved-to"
        case .guess(.looksTaken): "taken"
        }
    }

    /// Stable keys: `date`, `state`, `decided` (whether the office has spoken), `start`, `end`, `resource`, `booking`,
    /// and for a date that got nothing `reason`.
    var json: JSON {
        .array(
            outlook.entries.map { entry in
                var members: [String: JSON] = [
                    "date": .text(entry.day.description),
                    "state": .text(Self.word(of: entry.state)),
                    "booking": JSON(entry.booking?.id.description),
                    "start": JSON(entry.slot?.start.description),
                    "end": JSON(entry.slot?.end.description),
                    "resource": JSON(entry.slot?.resource.description),
                    "reason": nil, "decided": true,
                ]
                switch entry.state {
                case .skipped(let reason, _), .impossible(let reason):
                    members["reason"] = .text(SeriesTexts.text(reason, on: entry.day)[.current])
                case .guess: members["decided"] = false
                case .granted, .wantsOther, .ended: break
                }
                return .object(members)
            })
    }
}

extension Notebook {
    /// A series that was written, its dates, and what is pending.
    func tell(_ series: Row, _ sentence: SeriesPhrase) throws {
        if isJSON {
            try showJSON(series)
            return try tellPending()
        }
        let name = TextTable.oneLine(Labels.title(series))
        let often = (try? Recurrence(series[SeriesTable.rule].text ?? "")).map {
            SeriesTexts.text($0)[.current]
        }
        Console.result(sentence("«\(name)»", try shortID(series), often ?? ""))
        for line in try read({ try SeriesText(series, $0).lines }) {
            Console.result("  " + line)
        }
        try tellPending()
    }

    /// The series with its `dates`.
    func showJSON(_ series: Row) throws {
        let isPending = try pendingRows().contains(series.id)
        let dates = try read { try SeriesText(series, $0).json }
        let short = try read { ShortID.table(try $0.all(series.table).map(\.id))[series.id] }
        guard case .object(var members) = JSON(series, short: short, isPending: isPending) else {
            return
        }
        members["dates"] = dates
        Console.result(JSON.object(members).line)
    }
}
