package import SyncProtocol

/// Rows on top of other rows: what a rule reads while its own effects are not stored yet.
///
/// The same at the office (over its rows) and in a replica's prediction (over the drawn rows).
package final class RowOverlay: RowReader {
    private let base: any RowReader
    /// `nil` hides a row of the base.
    private var rows: [TableID: [RowID: Row?]] = [:]

    package init(over base: any RowReader) {
        self.base = base
    }

    package func put(_ row: Row) {
        rows[row.table.id, default: [:]][row.id] = .some(row)
    }

    package func remove(_ id: RowID, from table: TableID) {
        rows[table, default: [:]][id] = .some(nil)
    }

    package func row(_ id: RowID, in table: TableID) throws -> Row? {
        if let known = rows[table]?[id] { return known }
        return try base.row(id, in: table)
    }

    package func rows(
        in table: TableID, where column: ColumnID, equals value: Value
    ) throws -> [Row] {
        let below = try base.rows(in: table, where: column, equals: value)
        guard let above = rows[table], !above.isEmpty else { return below }
        let kept = below.filter { above[$0.id] == nil }
        let added = above.values.compactMap { $0 }.filter { $0[column] == value }
        return added.isEmpty ? kept : (kept + added).sorted { $0.id < $1.id }
    }
}
