internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// What a booking would probably get, as far as this replica knows: a guess, never drawn as confirmed.
struct OutlookText {
    /// The sentences, best first; none for a booking that is withdrawn.
    let lines: [String]

    init(_ booking: Row, _ rows: Rows) throws {
        guard let outlook = try BookingOutlook(for: booking, reading: rows),
            let wish = RoomSlot(wishedBy: booking)
        else {
            self.lines = []
            return
        }
        var lines: [String] = []
        switch outlook.guess {
        case .looksFree(let needsApproval):
            lines.append(BookingPhrase.looksFree(try SlotText.text(wish, rows)))
            if needsApproval { lines.append(BookingPhrase.needsApproval()) }
        case .looksMoved(let slot, let obstacle):
            lines.append(try Self.text(obstacle, rows))
            lines.append(BookingPhrase.looksMoved(try SlotText.text(slot, rows)))
        case .looksTaken(let obstacle, let suggestions):
            lines.append(try Self.text(obstacle, rows))
            for (index, slot) in suggestions.enumerated() {
                lines.append(
                    BookingPhrase.suggestion(String(index + 1), try SlotText.text(slot, rows)))
            }
        }
        lines += SlotText.notes(wish, Zone.named(booking[BookingTable.zone].text) ?? .copenhagen)
        if !outlook.rivals.isEmpty {
            lines.append(BookingPhrase.rivals(String(outlook.rivals.count)))
        }
        self.lines = lines
    }

    /// The office's suggestions for a declined booking, else what looks free here.
    static func suggestions(for booking: Row, _ rows: Rows) throws -> [RoomSlot] {
        let table = SystemTables.outcome
        let outcomes = try rows.all(table, where: table["subject_row"]!, equals: .row(booking.id))
        let declined = outcomes.last { $0["kind"] == .text("declined") }
        let told = declined.map { OutcomeSentence.suggestions(of: $0) } ?? []
        if !told.isEmpty { return told }
        guard let wish = RoomSlot(wishedBy: booking),
            let zone = Zone.named(booking[BookingTable.zone.id].text)
        else { return [] }
        var finder = RoomFinder(reading: rows)
        return try finder.suggestions(for: wish, in: zone, for: booking.id)
    }

    static func text(_ obstacle: RoomCalendar.Obstacle, _ rows: Rows) throws -> String {
        switch obstacle {
        case .unknown: return BookingPhrase.unknown()
        case .closed: return BookingPhrase.closed()
        case .outsideHours: return BookingPhrase.outsideHours()
        case .impossibleTime: return BookingPhrase.impossibleTime()
        case .taken(let other):
            let slot = try RoomSlot(grantedTo: other).map { try SlotText.text($0, rows) }
            return BookingPhrase.taken(slot ?? Labels.title(other), Labels.title(other))
        }
    }
}

extension Notebook {
    /// A booking that was written, and its outlook.
    func tell(_ booking: Row, _ outlook: OutlookText) throws {
        if isJSON { return try acknowledge(booking) }
        let name = TextTable.oneLine(Labels.title(booking))
        Console.result(BookingPhrase.written("«\(name)»", try shortID(booking)))
        for line in outlook.lines { Console.result("  " + TextTable.oneLine(line)) }
        try tellPending()
    }
}
