import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// People who come through the door.
extension Town {
    func checkinCells(
        _ event: RowID, _ signup: RowID?, at: Int64, door: String? = nil, persons: Int64 = 1
    ) -> [Cell] {
        [
            Cell(CheckinTable.event, .row(event)),
            Cell(CheckinTable.signup, signup.map(Value.row) ?? .null),
            Cell(CheckinTable.walkIn, signup == nil ? .text("Gæst") : .null),
            Cell(CheckinTable.at, .integer(at)),
            Cell(CheckinTable.door, door.map(Value.text) ?? .null),
            Cell(CheckinTable.partySize, .integer(persons)),
        ]
    }

    /// Somebody comes at that time; without a sign-up as a walk-in.
    @discardableResult
    func checkIn(
        _ event: RowID, _ signup: RowID?, at: Int64, persons: Int64 = 1, by actor: Actor? = nil
    ) throws -> (id: RowID, answer: Answer) {
        let id = id(by: actor ?? ida)
        let cells = checkinCells(event, signup, at: at, persons: persons)
        return (id, try act([.insert(CheckinTable.schema, id, cells)], by: actor ?? ida))
    }

    @discardableResult
    func void(_ checkin: RowID, by actor: Actor? = nil) throws -> Answer {
        let cell = Cell(CheckinTable.voidReason, .text("forkert person"))
        return try act([.update(CheckinTable.schema, checkin, [cell])], by: actor ?? ida)
    }

    @discardableResult
    func withdraw(_ signup: RowID, by actor: Actor? = nil) throws -> Answer {
        try edit(signup, [Cell(SignupTable.wish, .text("out"))], by: actor)
    }

    @discardableResult
    func set(_ event: RowID, _ column: ColumnSchema, _ value: Value) throws -> Answer {
        try act([.update(EventTable.schema, event, [Cell(column, value)])], by: ambassador)
    }

    func isSeenAgain(_ checkin: RowID) -> Bool? {
        rows.row(checkin, in: CheckinTable.id).map { $0[CheckinTable.seenAgain].integer == 1 }
    }

    /// E.g. `open 3`: the flag that more came than there are seats, and its number.
    func crowdFlags(_ event: RowID) -> [String] {
        let table = SystemTables.outcome
        return rows.rows(in: table.id, where: table["subject_row"]!.id, equals: .row(event))
            .filter { $0["text_key"].text == "presence.over-capacity" }
            .map {
                let arguments = Outcome.arguments(parsing: $0["arguments"].text ?? "")
                return "\($0["state"].text ?? "") \(arguments["persons"] ?? "")"
            }
    }

    func report(_ event: RowID) throws -> EventReport {
        try #require(try EventReport(of: event, reading: rows, now: now))
    }

    func attendance(_ event: RowID) throws -> Attendance {
        try Attendance(of: event, reading: rows)
    }
}
