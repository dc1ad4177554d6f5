internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

// The forum's series: no date is forgotten.

extension DoubleBooking {
    /// Each date has its booking; those that got nothing are listed, and no others.
    func checkSeries(_ steps: [RowStep], _ world: any WorldView) throws {
        let rows = steps.compactMap { $0.after ?? $0.before }
        let touched = Set(
            rows.compactMap { row in
                switch row.table.id {
                case SeriesTable.id: row.id
                case BookingTable.id: row[BookingTable.series].row
                default: nil
                }
            })
        let planned = Set(
            steps.compactMap { step -> RowID? in
                guard let after = step.after, after.table.id == SeriesTable.id else { return nil }
                let isNew = step.before?[SeriesTable.rule] != after[SeriesTable.rule]
                return isNew ? after.id : nil
            })
        for id in touched.sorted() {
            guard let series = try world.officeData.row(RowKey(SeriesTable.id, id)) else {
                continue
            }
            try check(series, isNew: planned.contains(id), world)
        }
    }

    private func check(_ series: Row, isNew: Bool, _ world: any WorldView) throws {
        let listed = Set(
            (series[SeriesTable.skipped].text ?? "").split(separator: "\n").map { $0.prefix(10) })
        for day in Self.days(of: series) {
            let id = RowID(derivedFrom: series.id, label: day)
            let booking = try world.officeData.row(RowKey(BookingTable.id, id))
            if booking == nil, isNew {
                throw Violation(name, "series \(series.id) has no booking on \(day)")
            }
            let isLost =
                booking?[BookingTable.wish].text == "in"
                && booking?[BookingTable.status].text == "declined"
            if isLost != listed.contains(Substring(day)) {
                throw Violation(
                    name,
                    "series \(series.id): \(day) \(isLost ? "got nothing" : "is listed"): \(listed)"
                )
            }
        }
    }

    /// The dates of a series that comes every so many weeks, so often: worked out here once more.
    private static func days(of series: Row) -> [String] {
        let words = (series[SeriesTable.rule].text ?? "").split { " /=".contains($0) }
        guard words.count == 4, words[0] == "weekly", words[2] == "count",
            let weeks = Int(words[1]), let count = Int(words[3]),
            let first = WallTime(series[SeriesTable.firstStart])?.date
        else { return [] }
        return (0..<count).compactMap {
            CivilDate(dayNumber: first.dayNumber + $0 * weeks * 7)?.description
        }
    }
}
