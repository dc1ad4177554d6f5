internal import SyncEngine
internal import SyncProtocol

/// 19: no clock wins: effective times are never after the office's own, and no row id is given to two rows.
///
/// The stamps of a device's sets need not grow: they are labels, and the number orders its sets.
final class BoundedClocks: Checker {
    let name = "bounded-clocks"
    private let record: Record
    private var place = 0
    /// Who made each row, and of what.
    private var makers: [RowKey: (replica: Int, cells: [Cell])] = [:]

    /// The latest that the office's clock ever said: it may be set back.
    private var latest = Milliseconds.min

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        latest = max(latest, world.officeNow)
        guard case .wrote(let replica, let entry, let changes) = event else { return }
        for change in changes where change.kind == .insert && change.row.device != .derived {
            let key = RowKey(change.table, change.row)
            guard let maker = makers[key] else {
                makers[key] = (replica, change.cells)
                continue
            }
            // A returned set's rows are made again, here or on a copy.
            if maker.replica != replica, maker.cells != change.cells {
                throw Violation(
                    name,
                    "replica \(replica) set \(entry) makes row \(change.row), which replica "
                        + "\(maker.replica) made")
            }
        }
    }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        latest = max(latest, world.officeNow)
        for item in record.news(since: &place) {
            switch item {
            case .line(let line, _, _, _):
                if line.at > latest {
                    throw Violation(name, "sequence \(line.sequence.rawValue) is of the future")
                }
            case .wentBack, .returned, .rows: break
            }
        }
    }
}
