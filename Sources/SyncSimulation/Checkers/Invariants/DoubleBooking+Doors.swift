internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

// The forum's doors: nobody is counted twice, in whatever order the doors sync.

extension DoubleBooking {
    /// Of the check-ins of one sign-up that are not void the earliest counts; the others are marked.
    func checkDoors(_ steps: [RowStep], _ world: any WorldView) throws {
        let touched = Set(
            steps.compactMap { step -> RowID? in
                guard let row = step.after ?? step.before, row.table.id == CheckinTable.id
                else { return nil }
                return row[CheckinTable.signup].row
            })
        guard !touched.isEmpty else { return }
        var counting: [RowID: [Row]] = [:]
        for row in try world.officeData.rows(in: CheckinTable.id) {
            guard let signup = row[CheckinTable.signup].row, touched.contains(signup),
                row[CheckinTable.voidReason].isNull
            else { continue }
            counting[signup, default: []].append(row)
        }
        for (signup, rows) in counting.sorted(by: { $0.key < $1.key }) {
            let first = rows.min {
                ($0[CheckinTable.at].integer ?? .min, $0.id)
                    < ($1[CheckinTable.at].integer ?? .min, $1.id)
            }
            for row in rows {
                let isAgain = row[CheckinTable.seenAgain] == .integer(1)
                if isAgain == (row.id == first?.id) {
                    throw Violation(name, "signup \(signup) is counted wrongly at the doors")
                }
            }
        }
    }
}
