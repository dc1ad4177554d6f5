import SyncProtocol
import Testing

@testable import SyncEngine

/// What rights are asked about.
@Suite struct AdmissionRightsTests {
    static let table = TableSchema(
        id: TableID(20), name: "thing", scope: .shared,
        columns: [ColumnSchema(1, "amount", .integer), ColumnSchema(2, "why", .text)])
    static let device = DeviceID(rawValue: 5)!
    static let row = RowID(timestamp: Timestamp(milliseconds: 1), device: device)

    /// Allows what its body does, and remembers what it was asked.
    final class Asked: AccessPolicy, @unchecked Sendable {
        var images: [(before: Row?, after: Row?)] = []
        let allows: @Sendable (Change) -> Bool

        init(allows: @escaping @Sendable (Change) -> Bool = { _ in true }) { self.allows = allows }

        func scopes(
            of actor: Actor, at now: Milliseconds, reading rows: any RowReader
        ) throws -> [Scope] { [] }

        func refusal(
            of change: Change, before: Row?, after: Row?, by actor: Actor, at now: Milliseconds,
            reading rows: any RowReader
        ) throws -> Reason? {
            images.append((before, after))
            return allows(change) ? nil : Reason(.notAllowed)
        }
    }

    struct AskingDomain: Domain {
        let schema = Schema(version: 1, tables: SystemTables.all + [AdmissionRightsTests.table])
        let rules: [any Rule] = []
        let access: any AccessPolicy
    }

    /// An office with one row, or none.
    struct Office: OfficeReader {
        let state: Standing

        func row(_ id: RowID, in table: TableID) throws -> Row? { state.live?.row }

        func rows(
            in table: TableID, where column: ColumnID, equals value: Value
        ) throws -> [Row] { [] }

        func standing(_ key: RowKey) throws -> Standing { state }

        func member(of device: DeviceID) throws -> RowID? { nil }

        func isMadeByReturned(_ key: RowKey, device: DeviceID) throws -> Bool { false }
    }

    static let standing = StandingRow(
        row: Row(
            table: table, id: row,
            cells: [Cell(ColumnID(1), .integer(7)), Cell(ColumnID(2), .text("rain"))]))

    static func judge(
        _ change: Change, on state: Standing, _ access: Asked
    ) throws -> Admission.Judgement {
        var clock = Timestamp.zero
        let submission = Admission.Submission(
            changes: [change], actor: Actor(member: row, role: "any", device: device),
            author: Merge.Author(
                device: device, member: row, basis: .zero, at: 0, sequence: Sequence(1)),
            effective: EffectiveTime(known: 0), now: 0)
        return try Admission(AskingDomain(access: access)) { _ in true }
            .judge(submission, reading: Office(state: state), clock: &clock)
    }

    @Test func afterADeletionThereIsNoRow() throws {
        let asked = Asked()
        let delete = Change(.delete, table: Self.table.id, row: Self.row)
        for state in [Standing.live(Self.standing), .absent] {
            _ = try Self.judge(delete, on: state, asked)
        }
        #expect(asked.images.map(\.before) == [Self.standing.row, nil])
        #expect(asked.images.map(\.after) == [nil, nil])
    }

    /// What stands in a cell already is part of what its author says.
    @Test func aChangeIsAllowedAsAWhole() throws {
        let asked = Asked { change in change.cells.contains { $0.column == ColumnID(2) } }
        let update = Change(
            .update, table: Self.table.id, row: Self.row,
            cells: [Cell(ColumnID(1), .integer(8)), Cell(ColumnID(2), .text("rain"))])
        let judgement = try Self.judge(update, on: .live(Self.standing), asked)
        guard case .admitted = judgement else {
            Issue.record("\(judgement)")
            return
        }
    }
}
