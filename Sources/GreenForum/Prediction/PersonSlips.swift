public import SyncEngine
internal import SyncProtocol

/// The sign-ups that are one person's.
public struct PersonSlips: Hashable, Sendable {
    /// The one that lives; that of the office's decision, else the first.
    public let survivor: Row
    /// The others that were merged into it, by row id.
    public let merged: [Row]
    /// Those that look like the same person's and have not been at the office together, by time.
    public let expected: [Row]

    /// All of one person, whichever sign-up of hers is asked for, also a withdrawn one.
    ///
    /// - Complexity: a pass over the event's sign-ups.
    public init(of signup: Row, reading rows: any RowReader) throws {
        let survivor = try Self.living(signup, reading: rows)
        self.survivor = survivor
        let part = try rows.rows(
            in: SignupTable.id, where: SignupTable.mergedInto.id, equals: .row(survivor.id))
        merged = part.filter { $0[SignupTable.status].text == "merged" }
        let known = Set(merged.map(\.id) + [survivor.id])
        let persons = try PersonGroups.around(signup, reading: rows)
        let group = persons.groups.first { $0.contains { $0.id == signup.id } } ?? []
        expected = group.filter { !known.contains($0.id) }.map(\.row)
    }

    /// The sign-up that lives for this one: itself, or the one that it is part of.
    public static func living(_ signup: Row, reading rows: any RowReader) throws -> Row {
        guard signup[SignupTable.status].text == "merged",
            let target = signup[SignupTable.mergedInto].row
        else { return signup }
        return try rows.row(target, in: SignupTable.id) ?? signup
    }

    /// All of them, the one that lives first.
    public var all: [Row] { [survivor] + merged + expected }
}

extension PersonGroups {
    /// Those of the event of a sign-up, this one among them.
    static func around(
        _ signup: Row, reading rows: any RowReader
    ) throws -> PersonGroups {
        let others = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id, equals: signup[SignupTable.event]
        ).filter { $0.id != signup.id }
        return PersonGroups(others + [signup])
    }
}
