package import SyncProtocol

/// A row at the office with what merging needs to know of it.
package struct StandingRow: Hashable, Sendable {
    package var row: Row
    /// Cells of columns that this schema does not know, sorted by column: kept and passed on.
    package var unknown: [Cell]
    package var clocks: CellClocks

    package init(row: Row, unknown: [Cell] = [], clocks: CellClocks = CellClocks()) {
        self.row = row
        self.unknown = unknown
        self.clocks = clocks
    }

    /// All cells, sorted by column.
    package var cells: [Cell] {
        unknown.isEmpty ? row.cells : (row.cells + unknown).sorted { $0.column < $1.column }
    }

    package subscript(column: ColumnID) -> Value {
        row.table.index(of: column) != nil
            ? row[column] : unknown.first { $0.column == column }?.value ?? .null
    }

    /// Writes one cell.
    package mutating func write(_ cell: Cell, clock: CellClock) {
        clocks[cell.column] = clock
        if row.table.index(of: cell.column) != nil {
            row[cell.column] = cell.value
        } else {
            unknown.removeAll { $0.column == cell.column }
            unknown.append(cell)
            unknown.sort { $0.column < $1.column }
        }
    }
}

/// What the office has under a row id.
package enum Standing: Hashable, Sendable {
    case absent
    case live(StandingRow)
    /// Its cells as they were, and who deleted it.
    case deleted(StandingRow, by: CellClock)

    package var live: StandingRow? {
        switch self {
        case .live(let row): row
        case .absent, .deleted: nil
        }
    }

    /// Whom the row is sent to, or was when it was deleted.
    package var scope: Scope? {
        switch self {
        case .live(let row), .deleted(let row, _): row.row.scope
        case .absent: nil
        }
    }
}

/// The narrow window through which admission reads the office's state.
package protocol OfficeReader: RowReader {
    /// What is under a row id. One index look-up.
    func standing(_ key: RowKey) throws -> Standing
    /// The member whose device this is; `nil` for the office and for strangers.
    func member(of device: DeviceID) throws -> RowID?
    /// Whether a set of this device that made the row was returned.
    func isMadeByReturned(_ key: RowKey, device: DeviceID) throws -> Bool
}
