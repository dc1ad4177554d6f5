import Foundation
import GRDB
import GreenForum
import SyncProtocol
import SyncSQLite
import Testing

@Suite struct RecordTests {
    private func database() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try queue.write { try TypedTables.create(GreenForumSchema.schema, in: $0) }
        return queue
    }

    private let id = RowID(timestamp: Timestamp(milliseconds: 1_800_000_000_000), device: .office)

    private func insert(
        _ table: TableSchema, _ cells: [(ColumnSchema, (any DatabaseValueConvertible)?)]
    ) throws
        -> DatabaseQueue
    {
        let queue = try database()
        try queue.write { db in
            let names = (["id"] + cells.map { "\"\($0.0.name)\"" }).joined(separator: ", ")
            let marks = Array(repeating: "?", count: cells.count + 1).joined(separator: ", ")
            var values: [(any DatabaseValueConvertible)?] = [blob(id)]
            values += cells.map(\.1)
            try db.execute(
                sql: "INSERT INTO \"\(table.name)\" (\(names)) VALUES (\(marks))",
                arguments: StatementArguments(values))
        }
        return queue
    }

    private func blob(_ id: RowID) -> DatabaseValue { Data(id.bytes).databaseValue }

    @Test func `A sign-up is read with every cell`() throws {
        let event = RowID(timestamp: Timestamp(milliseconds: 7), device: .office)
        let queue = try insert(
            SignupTable.schema,
            [
                (SignupTable.event, blob(event)), (SignupTable.name, "Åse Østergård"),
                (SignupTable.phone, "+45 20 30 40 50"), (SignupTable.partySize, 3),
                (SignupTable.status, "waitlisted"), (SignupTable.effectiveAt, 1_800_000_000_123),
                (SignupTable.flags, "clock-doubtful,nyt"),
            ])
        let record = try #require(try queue.read { try SignupRecord.fetchOne($0) })
        #expect(record.id == id && record.event == event && record.name == "Åse Østergård")
        #expect(record.partySize == 3 && record.status == "waitlisted" && record.isIn)
        #expect(record.effectiveAt == 1_800_000_000_123 && record.email == nil)
        #expect(record.kind == "citizen" && record.source == "stall")
        #expect(record.knownFlags == [.clockDoubtful])
        #expect(record.slipCode == SlipCode(for: id))
    }

    @Test func `A booking knows its slots`() throws {
        let slot = RoomSlot(
            resource: id, start: try #require(WallTime("2027-03-18T17:00")),
            end: try #require(WallTime("2027-03-18T19:00")))
        let queue = try insert(
            BookingTable.schema,
            [
                (BookingTable.resource, blob(id)), (BookingTable.wallStart, "2027-03-18T17:00"),
                (BookingTable.wallEnd, "2027-03-18T19:00"),
                (BookingTable.alternatives, RoomSlot.text(of: [slot, slot])),
            ])
        let record = try #require(try queue.read { try BookingRecord.fetchOne($0) })
        #expect(
            record.wished == slot && record.granted == nil && record.otherSlots == [slot, slot])
        #expect(record.zone == "Europe/Copenhagen" && record.status == "requested")
    }

    @Test func `Cells that a hand has spoilt count as none`() throws {
        let queue = try insert(
            EventTable.schema,
            [
                (EventTable.title, 7), (EventTable.wallStart, "i morgen"),
                (EventTable.wallEnd, "2027-03-18T19:00"), (EventTable.capacity, "mange"),
                (EventTable.theme, "x"),
            ])
        let record = try #require(try queue.read { try EventRecord.fetchOne($0) })
        #expect(record.wallStart == nil && record.span == nil)
        #expect(record.capacity == nil && record.theme == nil)
    }

    @Test func `Every table has its record`() throws {
        let counts = try database().read { db in
            [
                try ThemeRecord.fetchAll(db).count,
                try OrganisationRecord.fetchAll(db).count,
                try ProjectRecord.fetchAll(db).count,
                try ForumGroupRecord.fetchAll(db).count,
                try MembershipRecord.fetchAll(db).count,
                try EventRecord.fetchAll(db).count,
                try AllotmentRecord.fetchAll(db).count,
                try CheckinRecord.fetchAll(db).count,
                try ResourceRecord.fetchAll(db).count,
                try SeriesRecord.fetchAll(db).count,
            ]
        }
        #expect(counts == Array(repeating: 0, count: 10))
    }
}
