internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

// The forum's persons: one has one place at an event, and loses nothing by having signed up twice.

extension DoubleBooking {
    func checkPersons(
        _ steps: [RowStep], _ moments: SeatMoments, _ world: any WorldView
    ) throws {
        let signups = steps.filter { ($0.after ?? $0.before)?.table.id == SignupTable.id }
        let touched = Set(
            signups.compactMap { ($0.after ?? $0.before)?[SignupTable.event].row })
        guard !touched.isEmpty else { return }
        let all = try world.officeData.rows(in: SignupTable.id)
        for event in touched.sorted() {
            // Who would have come to what is cancelled is of no more concern.
            let row = try world.officeData.row(RowKey(EventTable.id, event))
            guard let status = row?[EventTable.status].text, status != "cancelled" else { continue }
            let here = all.filter { $0[SignupTable.event].row == event }
            try checkLiving(here)
            try checkMerged(here)
        }
        let rows = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        for step in signups {
            guard let before = step.before, let after = step.after, Self.seats(before) > 0,
                Self.isMerged(after), let event = after[SignupTable.event].row,
                !moments.severalTimes.contains(event),
                let other = after[SignupTable.mergedInto].row.flatMap({ rows[$0] })
            else { continue }
            if Self.seats(other) == 0 {
                throw Violation(name, "signup \(after.id) had seats, and \(other.id) has none")
            }
        }
    }

    /// Never two with an address and a first name in common, unless somebody has said that they are two persons.
    private func checkLiving(_ signups: [Row]) throws {
        var living: [String: Row] = [:]
        let parted = Set(
            signups.filter { !$0[SignupTable.notSame].isNull }.compactMap(Self.person))
        for signup in signups
        where signup[SignupTable.wish].text == "in" && !Self.isMerged(signup) {
            guard let person = Self.person(signup), !parted.contains(person) else { continue }
            if let other = living.updateValue(signup, forKey: person) {
                throw Violation(name, "signups \(other.id) and \(signup.id) are one person's")
            }
        }
    }

    /// What is merged is part of one that is not, and is there.
    private func checkMerged(_ signups: [Row]) throws {
        let standing = Set(signups.filter { !Self.isMerged($0) }.map(\.id))
        for signup in signups where Self.isMerged(signup) {
            guard let other = signup[SignupTable.mergedInto].row, standing.contains(other) else {
                throw Violation(name, "signup \(signup.id) is merged into nothing")
            }
        }
    }

    private static func isMerged(_ signup: Row) -> Bool {
        signup[SignupTable.status].text == "merged"
    }

    private static func person(_ signup: Row) -> String? {
        guard let email = signup[SignupTable.email].text,
            let given = signup[SignupTable.name].text?.split(separator: " ").first
        else { return nil }
        return email.lowercased() + " " + given.lowercased()
    }
}
