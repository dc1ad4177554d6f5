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
        var counting: [Guest: [Row]] = [:]
        for row in try world.officeData.rows(in: CheckinTable.id) {
            guard let slip = row[CheckinTable.signup].row, row[CheckinTable.voidReason].isNull
            else { continue }
            let person = persons[slip] ?? slip
            guard touched.contains(person) else { continue }
            let guest = Guest(person: person, event: row[CheckinTable.event].row)
            counting[guest, default: []].append(row)
        }
        for rows in counting.values.sorted(by: { $0[0].id < $1[0].id }) {
            let first = rows.min {
                ($0[CheckinTable.at].integer ?? .min, $0.id)
                    < ($1[CheckinTable.at].integer ?? .min, $1.id)
            }
            for row in rows {
                let isAgain = row[CheckinTable.seenAgain] == .integer(1)
                if isAgain == (row.id == first?.id) {
                    throw Violation(name, "checkin \(row.id) is counted wrongly")
                }
            }
        }
    }
}

private struct Guest: Hashable {
    let person: RowID
    let event: RowID?
}
