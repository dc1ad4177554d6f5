public import SyncEngine
public import SyncProtocol

/// **tally**: a note counts those that hang under it.
public struct TallyRule: Rule {
    public let id = RuleID.tally
    public let tables: Set<TableID> = [NoteTable.id]

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        var touched: Set<RowID> = []
        for change in changes {
            let before = change.before?[NoteTable.parent.id].row
            let after = change.after?[NoteTable.parent.id].row
            if before != after || change.before == nil || change.after == nil {
                touched.formUnion([before, after].compactMap { $0 })
            }
            // A deleted note that came back has the count of then.
            if change.before == nil { touched.insert(change.id) }
        }
        return try touched.sorted().compactMap { note in
            guard let row = try rows.row(note, in: NoteTable.id) else { return nil }
            let count = try rows.rows(
                in: NoteTable.id, where: NoteTable.parent.id, equals: .row(note)
            ).count
            guard row[NoteTable.tally.id] != .integer(Int64(count)) else { return nil }
            return .set(
                table: NoteTable.id, row: note,
                cells: [Cell(NoteTable.tally.id, .integer(Int64(count)))])
        }
    }
}
