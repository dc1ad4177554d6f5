internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Writes a series together with the bookings of its dates, as one change set.
struct SeriesWriter {
    private let rows: Rows
    /// The office's time.
    private let now: Milliseconds

    init(_ rows: Rows, now: Milliseconds) {
        self.rows = rows
        self.now = now
    }

    /// - Throws: `DomainError` for a plan that is none.
    func add(_ series: Row) throws {
        try rows.insert(series)
        try follow(from: nil, to: SeriesPlan(series))
    }

    /// - Returns: how many bookings changed with it.
    @discardableResult
    func change(_ series: Row, _ cells: [Cell]) throws -> Int {
        var changed = series
        for cell in cells { changed[cell.column] = cell.value }
        let after = try SeriesPlan(changed)
        try rows.set(cells, of: series)
        return try follow(from: try? SeriesPlan(series), to: after)
    }

    @discardableResult
    private func follow(from before: SeriesPlan?, to after: SeriesPlan) throws -> Int {
        let known = try SeriesPlan.bookings(of: after.series.id, reading: rows)
        let writes = SeriesChange(from: before, to: after, now: now).writes(over: known)
        for write in writes {
            if let row = known[write.booking] {
                try rows.set(write.cells, of: row)
            } else {
                try rows.insert(
                    Row(table: BookingTable.schema, id: write.booking, cells: write.cells))
            }
        }
        return writes.count
    }
}
