internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// What of a domain the reference model predicts by itself, and what it takes over from the office because
/// rules that it does not tell anew may have written it.
struct ModelReach: Sendable {
    let rules: (any ModelRules)?
    /// Columns that the domain's rules write, by table, besides those of policy `office`.
    private let ruled: [TableID: Set<ColumnID>]
    /// Whether rules may bring deleted rows back.
    let isLivenessExact: Bool

    /// Everything, system tables excepted.
    static let plain = ModelReach(rules: PlainModelRules(), ruled: [:], isLivenessExact: true)

    /// All but what seats, rooms, wishes, states and parents' rules write: `status` of projects and events,
    /// whatever a refused change puts back in bookings and sign-ups, and rows that live on because others
    /// refer to them.
    static let forum = ModelReach(
        rules: nil,
        ruled: [
            ProjectTable.id: [ProjectTable.status.id], EventTable.id: [EventTable.status.id],
            SignupTable.id: Set(SignupTable.schema.columns.map(\.id)),
            BookingTable.id: Set(BookingTable.schema.columns.map(\.id)),
        ],
        isLivenessExact: false)

    /// A domain without rules: everything.
    static let ruleless = ModelReach(rules: nil, ruled: [:], isLivenessExact: true)

    static func of(_ domain: any Domain) -> ModelReach {
        if domain.schema[NoteTable.id] == NoteTable.schema(version: 1)
            || domain.schema[NoteTable.id] == NoteTable.schema(version: 2)
        {
            return .plain
        }
        return domain.rules.isEmpty ? .ruleless : .forum
    }

    /// Whether the model says what this cell holds.
    func predicts(_ column: ColumnSchema, of table: TableID) -> Bool {
        if rules == nil, !isLivenessExact, column.policy == .office { return false }
        return !(ruled[table]?.contains(column.id) ?? false)
    }
}
