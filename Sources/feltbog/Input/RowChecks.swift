internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// What would certainly come back from the office, said at once.
struct RowChecks {
    let rows: Rows

    /// - Throws: `Failure` (usage) for a missing value, an end before its start, a time that does not exist.
    func check(_ row: Row) throws {
        for column in row.table.columns where column.isRequired && row[column.id].isNull {
            throw Failure(.usage, UsagePhrase.required(Columns.option(column)))
        }
        for name in ["party_size", "capacity", "party_max", "seats"] {
            guard let column = row.table[name], let number = row[column.id].integer else { continue }
            let least: Int64 = name == "capacity" ? 0 : 1
            guard number >= least else {
                throw Failure(.usage, UsagePhrase.positive(Columns.option(column)))
            }
        }
        for (start, end) in [("wall_start", "wall_end"), ("starts", "ends"), ("since", "until"),
            ("first_start", "first_end")]
        {
            try checkOrder(row, start, end)
        }
        try checkWallTimes(row)
    }

    private func checkOrder(_ row: Row, _ start: String, _ end: String) throws {
        guard let first = row.table[start], let last = row.table[end],
            let from = row[first.id].text, let to = row[last.id].text
        else { return }
        let isDay = from.utf8.count == 10
        guard isDay ? from <= to : from < to else {
            throw Failure(
                .usage, UsagePhrase.endBeforeStart(Labels.wall(from), Labels.wall(to)))
        }
    }

    private func checkWallTimes(_ row: Row) throws {
        let name = row.table["zone"].flatMap { row[$0.id].text }
        for column in row.table.columns where column.type == .wall {
            guard let wall = row[column.id].text.flatMap({ WallTime($0) }) else { continue }
            guard let zone = Zone.named(name) else {
                throw Failure(.usage, UsagePhrase.zone(name ?? ""))
            }
            do throws(DomainError) {
                _ = try zone.existing(wall)
            } catch {
                throw Failure(.usage, error.sentence[.current])
            }
        }
    }
}
