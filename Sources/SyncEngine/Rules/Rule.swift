public import SyncProtocol

/// The stable name of a rule, e.g. `rooms`. Merge by column policy goes by `fields`, deletion by `delete`.
public struct RuleID: Hashable, Sendable {
    public let rawValue: String

    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    public static let fields = RuleID("fields")
    public static let delete = RuleID("delete")
}

/// What one change set (or a rule before this one) did to one row.
public struct RowChange: Hashable, Sendable {
    /// `nil` when the row was made.
    public let before: Row?
    /// `nil` when the row was deleted.
    public let after: Row?

    /// - Precondition: not both `nil`.
    public init(before: Row?, after: Row?) {
        precondition(before != nil || after != nil, "a change of no row")
        self.before = before
        self.after = after
    }

    public var table: TableSchema { (after ?? before)!.table }

    public var id: RowID { (after ?? before)!.id }
}

/// The moment in which a rule decides: no rule reads a clock or asks who is there.
public struct RuleContext: Hashable, Sendable {
    /// The author of the change set; `nil` when the office itself acts (a deadline, an import at the office).
    public let author: Actor?
    /// When it happened, as far as that can be known: the claimed time if it lies between the device's
    /// previous contact and now, else the time of receipt.
    public let effectiveAt: Milliseconds
    /// The claimed time was outside those bounds.
    public let isClockDoubtful: Bool
    /// The office's time.
    public let now: Milliseconds
    /// 1 when a rule is first asked about a change set; from 2 on its changes are what rules did.
    public let round: Int

    public init(
        author: Actor?, effectiveAt: Milliseconds, isClockDoubtful: Bool, now: Milliseconds,
        round: Int = 1
    ) {
        self.author = author
        self.effectiveAt = effectiveAt
        self.isClockDoubtful = isClockDoubtful
        self.now = now
        self.round = round
    }

    /// The same moment in another round.
    public func inRound(_ round: Int) -> RuleContext {
        RuleContext(
            author: author, effectiveAt: effectiveAt, isClockDoubtful: isClockDoubtful, now: now,
            round: round)
    }
}

/// What a rule wants done, as part of the same sequence.
public enum RuleEffect: Hashable, Sendable {
    /// Sets these cells; columns of policy `office` included.
    case set(table: TableID, row: RowID, cells: [Cell])
    /// Records what was done to whose intent.
    case outcome(Outcome)
    /// Returns the whole change set; nothing of it stays.
    case refuse(Reason)
    /// Holds the whole change set for a person.
    case hold(Reason)
    /// Be woken with `due` for this row at that time.
    case deadline(table: TableID, row: RowID, at: Milliseconds)
}

/// What a rule or merge did to someone's intent. Becomes a row of `SystemTables.outcome`.
public struct Outcome: Hashable, Sendable {
    /// One of the kinds of `SystemTables.outcome`.
    public enum Kind: String, Hashable, Sendable {
        case keptValue = "kept-value"
        case displaced, moved, waitlisted, merged, flagged, repaired, declined, confirmed, revived
    }

    /// A value with who wrote it and when.
    public struct Claim: Hashable, Sendable {
        public let value: Value
        public let member: RowID?
        public let at: Milliseconds?

        public init(value: Value, member: RowID? = nil, at: Milliseconds? = nil) {
            self.value = value
            self.member = member
            self.at = at
        }
    }

    public var kind: Kind
    public var rule: RuleID
    public var table: TableID
    public var row: RowID
    public var column: ColumnID?
    public var winner: Claim?
    public var loser: Claim?
    /// Names a text of the domain in Danish and English, e.g. `rooms.moved`.
    public var textKey: String
    /// What the text needs, `name=value` pairs.
    public var arguments: [String: String]
    /// Whether a person must settle it.
    public var isOpen: Bool

    public init(
        kind: Kind, rule: RuleID, table: TableID, row: RowID, column: ColumnID? = nil,
        winner: Claim? = nil, loser: Claim? = nil, textKey: String,
        arguments: [String: String] = [:], isOpen: Bool = false
    ) {
        self.kind = kind
        self.rule = rule
        self.table = table
        self.row = row
        self.column = column
        self.winner = winner
        self.loser = loser
        self.textKey = textKey
        self.arguments = arguments
        self.isOpen = isOpen
    }
}

/// One rule that spans rows: a pure function, the same at the office, in a replica and in the simulator.
public protocol Rule: Sendable {
    var id: RuleID { get }

    /// The tables whose changes wake this rule.
    var tables: Set<TableID> { get }

    /// - Parameters:
    ///   - changes: changes of `tables` by one change set, or by the rules before this one, sorted by row.
    ///   - context: who, when.
    ///   - rows: the rows with the change set applied.
    /// - Returns: what to do, in order. Nothing when the invariant holds. Called again with what its own
    ///   effects changed, until nothing changes (at most 8 rounds).
    func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect]

    /// A deadline that this rule set has come.
    func due(
        _ row: Row, in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect]
}

extension Rule {
    public func due(
        _ row: Row, in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] { [] }
}
