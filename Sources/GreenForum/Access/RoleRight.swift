internal import SyncEngine
internal import SyncProtocol

/// What a right allows to be done to a row.
enum RightAction: Hashable, Sendable, CaseIterable {
    case insert, update, delete

    init(_ kind: Change.Kind) {
        switch kind {
        case .insert: self = .insert
        case .update: self = .update
        case .delete: self = .delete
        }
    }
}

/// How the actor must stand to the row. Several conditions of one right must all hold.
enum RightCondition: Hashable, Sendable {
    /// The row is a group that the actor leads, or this column names one.
    case ownGroup(ColumnSchema?)
    /// This column names an event of a group that the actor leads.
    case ownGroupsEvent(ColumnSchema)
    /// This column names an event that the actor is assigned to.
    case assignedEvent(ColumnSchema)
    /// The row was made on a device of the actor; of a booking in a series, the series was.
    case made
    /// A booking under an id that devices derive alike: of a series that the actor made, or of a group that it leads.
    /// Any other booking is nobody's date.
    case ownSeries
    /// The column stands, and will stand, at one of these texts; an insert's default counts.
    case stays(ColumnSchema, [String])
    /// The column will stand at one of these texts.
    case becomes(ColumnSchema, [String])
    /// The booked resource, and the one granted, is at the town hall.
    case townHall
    /// The outcome is about the actor's own work: won or lost by the actor, or of a row the actor made.
    case ownOutcome
    /// The outcome is about the actor's group, its memberships, or its events and their persons.
    case ownGroupsOutcome
}

/// Which columns a right lets the actor write.
enum RightColumns: Hashable, Sendable {
    /// All but those of policy `office`.
    case ordinary
    /// These and no others, whatever their policy.
    case only([ColumnSchema])
    /// All, those of policy `office` included.
    case every

    func contains(_ column: ColumnSchema) -> Bool {
        switch self {
        case .ordinary: column.policy != .office
        case .only(let columns): columns.contains { $0.id == column.id }
        case .every: true
        }
    }
}

/// One line of the role table: this role may do this to rows of this table, if all conditions hold.
struct RoleRight: Hashable, Sendable {
    let role: Role
    let table: TableID
    let actions: [RightAction]
    let conditions: [RightCondition]
    let columns: RightColumns

    init(
        _ role: Role, _ table: TableID, _ actions: [RightAction],
        _ conditions: [RightCondition] = [], columns: RightColumns = .ordinary
    ) {
        self.role = role
        self.table = table
        self.actions = actions
        self.conditions = conditions
        self.columns = columns
    }
}
