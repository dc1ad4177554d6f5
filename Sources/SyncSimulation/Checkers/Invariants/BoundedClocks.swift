internal import SyncEngine
internal import SyncProtocol

/// 19: no clock wins: effective times are never after the office's own, and no row id is given to two rows.
///
/// But by two copies of one disk whose wall clocks tell the same in the same moment, past all ids that either has
/// given out: nothing tells them apart then. Where a copy counts on, or goes on from what it drew, the ids differ.
///
/// The stamps of a device's sets need not grow: they are labels, and the number orders its sets.
final class BoundedClocks: Checker {
    let name = "bounded-clocks"
    private let record: Record
    private var place = 0

    /// Who made a row, and of what.
    private struct Maker {
        let replica: Int
        let cells: [Cell]
        /// When, if the time in its id is what the wall clock told; `nil` when it was counted on.
        let toldAt: Milliseconds?
    }

    /// What is known of a replica's clock of row ids.
    private struct RowClock {
        /// The latest time in an id that it has given out, or that its original had when it was copied.
        var latest = Timestamp.zero
        /// The last millisecond that it has from the wall clock itself.
        var told: Milliseconds?
        /// The replica whose disk it began with, maybe as the copy of a copy.
        let origin: Int
    }

    private var makers: [RowKey: Maker] = [:]
    private var clocks: [Int: RowClock] = [:]

    /// The latest that the office's clock ever said: it may be set back.
    private var latest = Milliseconds.min

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        latest = max(latest, world.officeNow)
        if case .copied(let original, let copy) = event {
            let clock = clock(of: original)
            clocks[copy] = RowClock(latest: clock.latest, told: nil, origin: clock.origin)
        }
        guard case .wrote(let replica, let entry, let changes) = event else { return }
        let made = changes.filter { $0.kind == .insert && $0.row.device != .derived }
        for (key, maker) in makes(made, replica, at: world.officeNow) {
            guard let known = makers[key] else {
                makers[key] = maker
                continue
            }
            // A returned set's rows are made again, here or on a copy.
            if known.replica != replica, known.cells != maker.cells, !isChance(known, maker) {
                throw Violation(
                    name,
                    "replica \(replica) set \(entry) makes row \(key.row), which replica "
                        + "\(known.replica) made")
            }
        }
    }

    /// The rows that one set makes.
    private func makes(
        _ changes: [Change], _ replica: Int, at now: Milliseconds
    ) -> [(RowKey, Maker)] {
        var clock = clock(of: replica)
        let before = clock.latest
        let rows = changes.map { change in
            let time = change.row.timestamp
            // The wall clock tells whole milliseconds, and counting begins with each.
            let isNew =
                time.milliseconds > before.milliseconds && Int(time.counter) < changes.count
            if isNew { clock.told = time.milliseconds }
            clock.latest = max(clock.latest, time)
            let toldAt = time.milliseconds == clock.told ? now : nil
            let maker = Maker(replica: replica, cells: change.cells, toldAt: toldAt)
            return (RowKey(change.table, change.row), maker)
        }
        clocks[replica] = clock
        return rows
    }

    private func clock(of replica: Int) -> RowClock {
        clocks[replica] ?? RowClock(origin: replica)
    }

    private func isChance(_ one: Maker, _ other: Maker) -> Bool {
        guard let at = one.toldAt, at == other.toldAt else { return false }
        return clock(of: one.replica).origin == clock(of: other.replica).origin
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
