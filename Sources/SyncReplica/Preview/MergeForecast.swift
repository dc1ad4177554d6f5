internal import SyncEngine
internal import SyncProtocol

/// What merging will probably do to pending changes, by the office's own code.
///
/// A replica does not know who wrote a cell, or when. What is not as it was below the pending work was written by
/// somebody else, who had not seen it.
struct MergeForecast {
    /// A row without the pending work.
    struct Ground {
        /// As it was when the office was last asked; `nil` when it had no such row.
        let before: RowImage?
        /// As the office has it.
        let now: RowImage?
        /// Whether the device still sees rows where this one was: if it does and the row is not there, it was deleted.
        let isSeen: Bool
    }

    private let merge: Merge
    private let grounds: [RowKey: Ground]
    /// Rows as they stand after the pending changes that were met.
    private var standings: [RowKey: SyncEngine.Standing] = [:]

    /// What the pending work had seen, what came after, and the commit that it becomes.
    private static let basis = Sequence(1)
    private static let own = Sequence(3)
    private static let seen = CellClock(sequence: basis, device: .office, at: 0)
    private static let written = CellClock(sequence: Sequence(2), device: .office, at: 0)

    /// - Parameters:
    ///   - device: whose pending work it is.
    ///   - grounds: the rows that it changes.
    init(of device: DeviceID, over grounds: [RowKey: Ground]) {
        let author = Merge.Author(
            device: device, member: nil, basis: Self.basis, at: 1, sequence: Self.own)
        self.merge = Merge(by: author) { _ in nil }
        self.grounds = grounds
    }

    /// What the next pending change, of a set of this outbox entry, meets. Call it for all of them, in the order in
    /// which they were made.
    mutating func meet(
        _ change: Change, of table: TableSchema, in entry: Int64
    ) throws -> [Collision] {
        let key = RowKey(change.table, change.row)
        let standing = standings[key] ?? Self.standing(grounds[key], key.row, table)
        let decision = try merge.decide(change, of: table, standing: standing)
        guard case .merged(let next, let outcomes) = decision else { return [] }
        standings[key] = next
        return outcomes.compactMap { outcome in
            let column = outcome.kind == .keptValue ? outcome.column.flatMap { table[$0] } : nil
            guard let ending = Self.ending(change, column) else { return nil }
            return Collision(
                entry: entry, table: change.table, row: change.row, column: column?.id,
                own: change.cells.first { $0.column == column?.id }?.value ?? .null,
                other: column.flatMap { standing.row?[$0.id] } ?? .null, ending: ending)
        }
    }

    /// - Parameter column: the cell's; `nil` when it is about the row.
    private static func ending(_ change: Change, _ column: ColumnSchema?) -> Collision.Ending? {
        switch column?.policy {
        case nil: change.kind == .delete ? .rowStays : .rowLives
        case .review: .openConflict
        case .latest: .laterStays
        case .first: .otherStays
        case .office: nil
        }
    }

    private static func standing(_ ground: Ground?, _ id: RowID, _ table: TableSchema)
        -> SyncEngine.Standing
    {
        guard let ground else { return .absent }
        let before = ground.before ?? RowImage(table: table, cells: [])
        if let now = ground.now { return .live(row(now, over: before, id, table)) }
        guard ground.before != nil, ground.isSeen else { return .absent }
        return .deleted(row(before, over: before, id, table), by: written)
    }

    private static func row(
        _ image: RowImage, over before: RowImage, _ id: RowID, _ table: TableSchema
    ) -> StandingRow {
        var row = StandingRow(
            row: Row(table: table, id: id, values: image.values), unknown: image.unknown)
        for (index, column) in table.columns.enumerated() {
            let isWritten = image.values[index] != before.values[index]
            row.clocks[column.id] = isWritten ? written : seen
        }
        return row
    }
}

extension SyncEngine.Standing {
    /// The row, deleted or not.
    fileprivate var row: StandingRow? {
        switch self {
        case .absent: nil
        case .live(let row), .deleted(let row, _): row
        }
    }
}
