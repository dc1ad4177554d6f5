internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Check-ins as people read them.
struct CheckinText {
    /// Who came.
    let name: String

    init(_ checkin: Row, _ rows: Rows) throws {
        let signup = try checkin[CheckinTable.signup].row.flatMap {
            try rows.row($0, in: SignupTable.id)
        }
        name = TextTable.oneLine(Labels.title(signup ?? checkin))
    }

    /// Where and when, e.g. `17:02 at door A`; with the day when it was not today.
    static func place(_ checkin: Row, now: Milliseconds) -> String {
        let local = Moment.local(checkin[CheckinTable.at].integer ?? 0)
        let isToday = local.prefix(10) == Moment.local(now).prefix(10)
        let time = isToday ? String(local.suffix(5)) : local
        let clock = Language.current == .da ? String(time.map { $0 == ":" ? "." : $0 }) : time
        guard let door = checkin[CheckinTable.door].text else { return clock }
        return CheckinPhrase.atDoor(clock, TextTable.oneLine(door))
    }

    /// Whose check-in it is; `nil` for one that is void.
    static func guest(of checkin: Row, _ rows: Rows) throws -> Attendance.Guest? {
        try checkin[CheckinTable.event].row.flatMap {
            try Attendance(of: $0, reading: rows).guest(of: checkin.id)
        }
    }
}

extension Notebook {
    /// Check-ins by time, marked by what is known here: the office may not have heard of an earlier one.
    func show(checkins found: [Row]) throws {
        let sorted = found.sorted {
            let (one, other) = ($0[CheckinTable.at].integer, $1[CheckinTable.at].integer)
            return one == other ? $0.id < $1.id : one ?? .min < other ?? .min
        }
        let pending = try pendingRows()
        try read { rows in
            let shorts = ShortID.table(try rows.all(CheckinTable.schema).map(\.id))
            let events = Set(sorted.compactMap { $0[CheckinTable.event].row })
            let again = try events.reduce(into: Set<RowID>()) {
                $0.formUnion(try Attendance(of: $1, reading: rows).seenAgain)
            }
            if isJSON {
                let items = try sorted.map { row in
                    try JSON(
                        checkin: row, name: CheckinText(row, rows).name, short: shorts[row.id],
                        isPending: pending.contains(row.id), isAgain: again.contains(row.id))
                }
                return Console.result(JSON.array(items).line)
            }
            guard !sorted.isEmpty else { return Console.message(RowPhrase.none()) }
            let text = RowText(rows: rows, schema: schema)
            let columns = [
                CheckinTable.at, CheckinTable.partySize, CheckinTable.door, CheckinTable.event,
            ]
            var table = TextTable(
                [RowPhrase.id(), Columns.option(SignupTable.name)] + columns.map(Columns.option)
                    + [""])
            for row in sorted {
                let mark = Self.mark(row, isAgain: again.contains(row.id))
                let waits = pending.contains(row.id) ? Style.waiting(RowPhrase.waiting()) : nil
                table.add(
                    try [shorts[row.id] ?? "", CheckinText(row, rows).name]
                        + columns.map { try text.cell($0, of: row) }
                        + [[mark, waits].compactMap { $0 }.joined(separator: "; ")])
            }
            Console.result(table.rendered())
            Console.message(RowPhrase.count(String(sorted.count)))
        }
    }

    private static func mark(_ checkin: Row, isAgain: Bool) -> String? {
        if let reason = checkin[CheckinTable.voidReason].text { return CheckinPhrase.void(reason) }
        if isAgain { return CheckinPhrase.seenAgain() }
        return checkin[CheckinTable.signup].isNull ? CheckinPhrase.walkIn() : nil
    }
}

extension JSON {
    /// A check-in with stable keys: the row's, `name`, and whether the person was seen before as far as is known here.
    init(checkin: Row, name: String, short: String?, isPending: Bool, isAgain: Bool) {
        guard case .object(var members) = JSON(checkin, short: short, isPending: isPending) else {
            self = .null
            return
        }
        members["name"] = .text(name)
        members["seen_again"] = .boolean(isAgain)
        self = .object(members)
    }
}
