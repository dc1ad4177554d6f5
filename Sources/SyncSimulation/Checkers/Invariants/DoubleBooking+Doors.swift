internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

// The forum's doors: nobody is counted twice, in whatever order the doors sync.

extension DoubleBooking {
    /// Of the check-ins of one person that are not void the earliest counts, by whichever slip; the others are marked.
    func checkDoors(_ steps: [RowStep], _ world: any WorldView) throws {
        let slips = steps.compactMap { step -> RowID? in
            guard let row = step.after ?? step.before, row.table.id == CheckinTable.id
            else { return nil }
            return row[CheckinTable.signup].row
        }
        guard !slips.isEmpty else { return }
        var persons: [RowID: RowID] = [:]
        for signup in try world.officeData.rows(in: SignupTable.id)
        where signup[SignupTable.status].text == "merged" {
            persons[signup.id] = signup[SignupTable.mergedInto].row
        }
        let touched = Set(slips.map { persons[$0] ?? $0 })
        var counting: [RowID: [Row]] = [:]
        for row in try world.officeData.rows(in: CheckinTable.id) {
            guard let slip = row[CheckinTable.signup].row, row[CheckinTable.voidReason].isNull
            else { continue }
            let person = persons[slip] ?? slip
            if touched.contains(person) { counting[person, default: []].append(row) }
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
