import GreenForum
import SyncEngine
import SyncProtocol

/// A device without a network: it knows the office's rows as they were, writes change sets on top, and hands them
/// over later.
final class OfflineDevice {
    let actor: Actor
    private(set) var rows: MemoryRows
    private(set) var outbox: [[Town.Act]] = []

    init(_ actor: Actor, at town: Town) {
        self.actor = actor
        self.rows = town.rows.copy()
    }

    /// Everything is handed over; hears what the office has.
    func pull(from town: Town) {
        rows = town.rows.copy()
    }

    /// One change set.
    func write(_ acts: [Town.Act]) {
        for act in acts {
            switch act {
            case .insert(let table, let id, let cells):
                rows.put(Row(table: table, id: id, cells: cells))
            case .update(let table, let id, let cells):
                guard var row = rows.row(id, in: table.id) else { continue }
                for cell in cells { row[cell.column] = cell.value }
                rows.put(row)
            case .delete(let table, let id): rows.remove(id, from: table.id)
            }
        }
        outbox.append(acts)
    }

    /// Makes or changes a series with its bookings, as its commands do.
    ///
    /// - Returns: whether it could be.
    @discardableResult
    func writeSeries(_ id: RowID, _ cells: [Cell], now: Milliseconds) throws -> Bool {
        let before = rows.row(id, in: SeriesTable.id)
        var after = before ?? Row(table: SeriesTable.schema, id: id, cells: [])
        for cell in cells { after[cell.column] = cell.value }
        guard let plan = try? SeriesPlan(after) else { return false }
        let known = try SeriesPlan.bookings(of: id, reading: rows)
        let change = SeriesChange(from: before.flatMap { try? SeriesPlan($0) }, to: plan, now: now)
        write(
            [
                before == nil
                    ? .insert(SeriesTable.schema, id, cells)
                    : .update(SeriesTable.schema, id, cells)
            ]
                + change.writes(over: known).map {
                    known[$0.booking] == nil
                        ? .insert(BookingTable.schema, $0.booking, $0.cells)
                        : .update(BookingTable.schema, $0.booking, $0.cells)
                })
        return true
    }

    /// Hands the oldest change set over: what others made meanwhile is changed, what is gone is passed over, as
    /// merging does.
    ///
    /// - Returns: the rows that it was about; `nil` when nothing is left.
    func push(to town: Town) throws -> Set<RowID>? {
        guard !outbox.isEmpty else { return nil }
        let acts = outbox.removeFirst().compactMap { act -> Town.Act? in
            switch act {
            case .insert(let table, let id, let cells):
                town.rows.row(id, in: table.id) == nil ? act : .update(table, id, cells)
            case .update(let table, let id, _), .delete(let table, let id):
                town.rows.row(id, in: table.id) == nil ? nil : act
            }
        }
        try town.act(acts, by: actor)
        return Set(
            acts.map { act in
                switch act {
                case .insert(_, let id, _), .update(_, let id, _), .delete(_, let id): id
                }
            })
    }
}
