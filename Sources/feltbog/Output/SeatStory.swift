internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Where a sign-up stands now, and what counted: its place in the queue, the lists that it waits for, its time.
struct SeatStory {
    /// 1 is next; `nil` for one that does not wait.
    let position: Int?
    let lines: [String]

    /// - Parameter now: the office's time.
    init(_ signup: Row, _ rows: Rows, now: Milliseconds) throws {
        let plan = try signup[SignupTable.event].row.flatMap {
            try SeatPlan(of: $0, reading: rows, now: now)
        }
        position = plan?.position(of: signup.id)
        var lines: [String] = []
        let status = signup[SignupTable.status].text
        if signup.hasPromisedSeat { lines.append(SeatPhrase.promiseStands()) }
        if let position, status == "waitlisted" || status == "pending" {
            lines.append(SeatPhrase.position(String(position)))
        }
        if status == "pending", let event = signup[SignupTable.event].row {
            lines += try Self.listsOut(event, rows, now)
        }
        let seats = signup[SignupTable.seats].integer
        let party = signup[SignupTable.partySize].integer
        if status == "confirmed", let seats, let party, seats < party {
            lines.append(SeatPhrase.part(String(seats), String(party)))
        }
        if let at = signup[SignupTable.effectiveAt].integer {
            let flags = SignupFlags(signup[SignupTable.flags].text)
            lines.append(
                flags.contains(.clockDoubtful)
                    ? SeatPhrase.countsReceived(Moment.local(at))
                    : SeatPhrase.countsFrom(Moment.local(at)))
        }
        self.lines = lines
    }

    private static func listsOut(
        _ event: RowID, _ rows: Rows, _ now: Milliseconds
    ) throws -> [String] {
        let lists = try rows.all(
            AllotmentTable.schema, where: AllotmentTable.event, equals: .row(event)
        ).filter { LentLists.isOut($0, now: now) }
        guard !lists.isEmpty else { return [] }
        func sum(_ column: ColumnSchema) -> String {
            String(lists.reduce(0) { $0 + ($1[column].integer ?? 0) })
        }
        let last = lists.compactMap { $0[AllotmentTable.lentUntil].integer }.max()
        return [
            SeatPhrase.listsOut(
                String(lists.count), sum(AllotmentTable.seatsLent),
                sum(AllotmentTable.seatsExpected), last.map(Moment.local) ?? "–")
        ]
    }
}
