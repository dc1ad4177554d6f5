internal import SyncEngine
internal import SyncProtocol

/// The sign-ups of an event that have to do with some that changed: by an address, by a name where there is no
/// address, by a merge, and so on through these. About all others there is nothing new to say.
struct PersonNeighbours {
    /// Sorted by row id.
    let rows: [Row]

    /// - Parameter signups: all of the event, sorted by row id.
    /// - Complexity: a pass over the sign-ups.
    init(of changes: [RowChange], among signups: [Row]) {
        var alike: [String: [Int]] = [:]
        var parts: [RowID: [Int]] = [:]
        var places: [RowID: Int] = [:]
        for (index, row) in signups.enumerated() {
            places[row.id] = index
            for mark in Self.marks(row) { alike[mark, default: []].append(index) }
            if let target = row[SignupTable.mergedInto].row {
                parts[target, default: []].append(index)
            }
        }
        var found: Set<Int> = []
        var open: [Int] = []
        func reach(_ row: Row) {
            var near = parts[row.id] ?? []
            near += [row.id, row[SignupTable.mergedInto].row].compactMap {
                $0.flatMap { places[$0] }
            }
            // Each mark leads to its rows once.
            for mark in Self.marks(row) { near += alike.removeValue(forKey: mark) ?? [] }
            for index in near where found.insert(index).inserted { open.append(index) }
        }
        for change in changes { [change.before, change.after].compactMap { $0 }.forEach(reach) }
        while let next = open.popLast() { reach(signups[next]) }
        rows = found.sorted().map { signups[$0] }
    }

    /// What makes two sign-ups look alike.
    private static func marks(_ signup: Row) -> [String] {
        let contacts = Contact.keys(
            email: signup[SignupTable.email].text, phone: signup[SignupTable.phone].text)
        return contacts.isEmpty ? ["name:" + PersonTraits(signup).fullName] : contacts
    }
}
