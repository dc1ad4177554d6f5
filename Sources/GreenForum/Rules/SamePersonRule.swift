public import SyncEngine
public import SyncProtocol

/// **same-person**: one live sign-up per person and event.
///
/// Two sign-ups are one person's when they share an e-mail or a phone number and the given name, however these are
/// spelt. Then one lives and the others are `merged` into it; all slips stay valid, and each keeps what it said. What a
/// fair office would do:
///
/// - The earliest place is kept, the latest number of persons counts. Those who are more than before queue from when
///   the person said so: nobody jumps the queue with people who were not in it.
/// - The sign-up with seats lives, whatever its time: what the office confirmed, or a list promised, is not lost in a
///   merge. Of two with seats the one with the most lives, then the earlier; the seats of the other are free for its
///   list, or for who waits. A person has one place, and keeps the better promise.
/// - A word about coming is the person's, by whichever slip: the latest counts, for all.
/// - Another given name at the same address is another person, and so is the same name without any address. Both stay,
///   and the later is flagged once.
/// - Who somebody has said is another person (`not_same`) stands alone again, counts from its own time, and is never
///   merged with those again. Who has the seat keeps it.
///
/// Who is merged with whom, the party and all contents are the same in whatever order the sign-ups come. Which of the
/// slips carries the seat goes by who got it first, as with all seats.
public struct SamePersonRule: Rule {
    public let id = RuleID.samePerson
    public let tables: Set<TableID> = [SignupTable.id]

    public init() {}

    /// - Complexity: a pass over the event's sign-ups for each event that sign-ups changed at.
    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        let telling = changes.filter(Self.isTelling)
        let events = Set(telling.compactMap { Self.event(of: $0) }).sorted()
        return try events.flatMap { id -> [RuleEffect] in
            guard let event = try rows.row(id, in: EventTable.id),
                event[EventTable.status].text != "cancelled"
            else { return [] }
            let own = changes.filter { Self.event(of: $0) == id }
            return try PersonDesk(event, own, in: context, reading: rows).effects
        }
    }

    private static let columns = [
        SignupTable.name, SignupTable.email, SignupTable.phone, SignupTable.organisation,
        SignupTable.note, SignupTable.partySize, SignupTable.partyMin, SignupTable.wish,
        SignupTable.mergedInto, SignupTable.notSame,
    ]

    /// Whether a change may say something about who somebody is.
    private static func isTelling(_ change: RowChange) -> Bool {
        guard let before = change.before, let after = change.after else { return true }
        return columns.contains { before[$0] != after[$0] }
    }

    private static func event(of change: RowChange) -> RowID? {
        (change.after ?? change.before)?[SignupTable.event].row
    }
}
