public import SyncEngine
public import SyncProtocol

extension RuleID {
    /// At most one granted wish a number.
    public static let slots = RuleID("slots")
    /// Notes count those that hang under them.
    public static let tally = RuleID("tally")
}

extension ReasonCode {
    /// There is no such slot.
    public static let slotUnknown = ReasonCode("slot-unknown")
}

/// **slots**: at most one wish a number is granted, first come, first served. The loser is told, and a
/// granted one is never taken back while it is wished for.
public struct SlotRule: Rule {
    public let id = RuleID.slots
    public let tables: Set<TableID> = [SlotTable.id]

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        var effects: [RuleEffect] = []
        /// Granted by this very call; `rows` does not show it yet.
        var granted: Set<Int64> = []
        for change in changes {
            guard let after = change.after else { continue }
            guard let number = after[SlotTable.number.id].integer,
                SlotTable.numbers.contains(number)
            else {
                return [.refuse(Reason(.slotUnknown, table: SlotTable.id, row: change.id))]
            }
            guard let state = try decide(change, after, number, granted, rows) else { continue }
            if state == .granted { granted.insert(number) }
            effects.append(
                .set(
                    table: SlotTable.id, row: change.id,
                    cells: [Cell(SlotTable.state.id, state.value)]))
            if state == .refused { effects.append(.outcome(refusal(of: after, context))) }
        }
        return effects
    }

    /// - Returns: the wish's new state; `nil` when it stands as it should.
    private func decide(
        _ change: RowChange, _ after: Row, _ number: Int64, _ granted: Set<Int64>,
        _ rows: any RowReader
    ) throws -> SlotTable.State? {
        let state = after[SlotTable.state.id].integer.flatMap(SlotTable.State.init)
        guard after[SlotTable.wish.id] == .boolean(true) else {
            return state == .withdrawn ? nil : .withdrawn
        }
        switch state {
        case .refused: return nil
        case .granted where change.before != nil: return nil
        // A deleted row that came back asks anew: another may have its number now.
        case .granted, .requested, .withdrawn, nil: break
        }
        let others = try rows.rows(
            in: SlotTable.id, where: SlotTable.number.id, equals: .integer(number))
        let isTaken =
            granted.contains(number)
            || others.contains {
                $0.id != change.id && $0[SlotTable.wish.id] == .boolean(true)
                    && $0[SlotTable.state.id] == SlotTable.State.granted.value
            }
        if isTaken { return .refused }
        return state == .granted ? nil : .granted
    }

    private func refusal(of slot: Row, _ context: RuleContext) -> Outcome {
        Outcome(
            kind: .declined, rule: id, table: SlotTable.id, row: slot.id,
            column: SlotTable.state.id,
            loser: Outcome.Claim(
                value: slot[SlotTable.number.id], member: context.author?.member,
                at: context.effectiveAt),
            textKey: "slots.taken")
    }
}
