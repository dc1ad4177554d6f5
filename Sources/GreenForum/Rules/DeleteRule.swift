public import SyncEngine
public import SyncProtocol

/// **delete**: nothing loses its parent in silence.
///
/// A row that others still refer to lives on when somebody deletes it, and is flagged: its author may not have
/// seen those others. A deletion against a concurrent edit of the row itself is the merge's; it goes by this id
/// too.
public struct DeleteRule: Rule {
    public let id = RuleID.delete
    public let tables: Set<TableID>

    /// The columns that refer to a table, in the order of the schema.
    private let references: [TableID: [(table: TableID, column: ColumnSchema)]]

    public init() {
        var references: [TableID: [(table: TableID, column: ColumnSchema)]] = [:]
        for table in GreenForumSchema.tables {
            for column in table.columns {
                guard case .row(let parent?) = column.type else { continue }
                references[parent, default: []].append((table.id, column))
            }
        }
        self.references = references
        self.tables = Set(GreenForumSchema.tables.map(\.id)).intersection(references.keys)
    }

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        var effects: [RuleEffect] = []
        for change in changes {
            guard let before = change.before, change.after == nil else { continue }
            let children = try children(of: before, reading: rows)
            guard !children.isEmpty else { continue }
            let names = Set(children.map(\.table.name)).sorted()
            effects.append(
                .set(
                    table: before.table.id, row: before.id,
                    cells: before.cells.filter { !$0.value.isNull }))
            effects.append(
                .outcome(
                    Outcome(
                        kind: .revived, rule: id, table: before.table.id, row: before.id,
                        loser: .init(
                            value: .null, member: context.author?.member, at: context.effectiveAt),
                        textKey: "delete.children",
                        arguments: [
                            "count": String(children.count), "tables": names.joined(separator: ","),
                        ], isOpen: true)))
        }
        return effects
    }

    /// Rows that refer to this one and still count: not withdrawn, not a list that is home, not a
    /// check-in that was void.
    private func children(of row: Row, reading rows: any RowReader) throws -> [Row] {
        var found: [Row] = []
        for (table, column) in references[row.table.id] ?? [] {
            let children = try rows.rows(in: table, where: column.id, equals: .row(row.id))
            found += children.filter { child in
                if let wish = child.table["wish"] { return child[wish].text == "in" }
                if child.table.id == AllotmentTable.id {
                    return child[AllotmentTable.status].text == "open"
                }
                if child.table.id == CheckinTable.id { return Attendance.counts(child) }
                return true
            }
        }
        return found
    }
}
