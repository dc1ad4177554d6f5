public import SyncEngine
public import SyncProtocol

/// **series**: one date that is taken does not spoil the others.
///
/// A series is a plan; each of its dates is a booking of its own, decided by the rule `rooms`. The device that
/// makes or changes a series writes the bookings down at once, under ids that every device derives alike; here the
/// office sees to what that device did not know: dates without a booking get theirs, dates that left the plan are
/// ended, moved ones follow. What has begun stays. A date that got nothing is listed in `series.skipped` with the
/// reason, and asked for again when `series.retried_at` changes.
public struct SeriesRule: Rule {
    public let id = RuleID.series
    public let tables: Set<TableID> = [SeriesTable.id, BookingTable.id]

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        if let reason = changes.lazy.compactMap({ Self.refusal(of: $0) }).first {
            return [.refuse(reason)]
        }
        let touched = Set(changes.compactMap(Self.series))
        var effects: [RuleEffect] = []
        for id in touched.sorted() {
            guard let series = try rows.row(id, in: SeriesTable.id),
                let plan = try? SeriesPlan(series)
            else { continue }
            let own = changes.filter { Self.series(of: $0) == id }
            var desk = SeriesDesk(plan, context, rows)
            let bookings = try SeriesPlan.bookings(of: id, reading: rows)
            if let change = own.first(where: { $0.table.id == SeriesTable.id }) {
                desk.follow(change, bookings)
            }
            let dates = own.filter { $0.table.id == BookingTable.id }
            desk.endUnplanned(dates)
            try desk.list(dates, bookings)
            effects += desk.effects
        }
        return effects
    }

    /// Why a set cannot be: a plan that is none, or a booking under a derived id that is not its own.
    private static func refusal(of change: RowChange) -> Reason? {
        guard let row = change.after else { return nil }
        if change.table.id == BookingTable.id {
            guard change.before == nil, row.id.device == .derived, !row.isOccurrence else {
                return nil
            }
            return Reason(
                .valueInvalid, table: change.table.id, row: row.id,
                column: BookingTable.occurrenceDate.id, detail: "series")
        }
        let isNew = change.before.map { before in planned.contains { before[$0] != row[$0] } }
        guard isNew ?? true else { return nil }
        do throws(DomainError) {
            _ = try SeriesPlan(row)
            return nil
        } catch {
            return Reason(
                ReasonCode(error.code), table: change.table.id, row: row.id, detail: error.detail)
        }
    }

    /// What a plan is made of.
    private static let planned = [
        SeriesTable.rule, SeriesTable.firstStart, SeriesTable.firstEnd, SeriesTable.zone,
        SeriesTable.resource, SeriesTable.moves,
    ]

    private static func series(of change: RowChange) -> RowID? {
        if change.table.id == SeriesTable.id { return change.id }
        return (change.after ?? change.before)?[BookingTable.series].row
    }
}
