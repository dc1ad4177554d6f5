internal import SyncEngine
internal import SyncProtocol

/// How one actor stands to rows at one moment. Looks each thing up once.
struct Relations {
    private let actor: Actor
    private let now: Milliseconds
    private let rows: any RowReader
    private var subjects: Set<RowID>?
    private var devices: [String: RowID?] = [:]

    init(actor: Actor, now: Milliseconds, rows: any RowReader) {
        self.actor = actor
        self.now = now
        self.rows = rows
    }

    /// Rows of this table that the actor is assigned to now.
    mutating func assigned(in table: TableID) throws -> Set<RowID> {
        var found: Set<RowID> = []
        for subject in try assignedSubjects() where try rows.row(subject, in: table) != nil {
            found.insert(subject)
        }
        return found
    }

    /// Groups whose lead member is the actor, or that the actor is assigned to now.
    mutating func ledGroups() throws -> Set<RowID> {
        let led = try rows.rows(
            in: ForumGroupTable.id, where: ForumGroupTable.leadMember.id, equals: .row(actor.member)
        )
        return try assigned(in: ForumGroupTable.id).union(led.map(\.id))
    }

    /// Whether all conditions hold for the row as it was and as it would be.
    mutating func hold(_ conditions: [RightCondition], before: Row?, after: Row?) throws -> Bool {
        for condition in conditions {
            guard try holds(condition, before: before, after: after) else { return false }
        }
        return true
    }

    private mutating func holds(
        _ condition: RightCondition, before: Row?, after: Row?
    ) throws -> Bool {
        let both = [before, after].compactMap { $0 }
        switch condition {
        case .ownGroup(nil):
            // As it was: a lead may hand the group over.
            guard let row = before ?? after else { return false }
            return try leads(row)
        case .ownGroup(let column?):
            return try both.allSatisfy { try leadsGroup($0[column].row) }
        case .ownGroupsEvent(let column):
            return try both.allSatisfy { try leadsEvent($0[column].row) }
        case .assignedEvent(let column):
            let subjects = try assignedSubjects()
            return both.allSatisfy { $0[column].row.map(subjects.contains) ?? false }
        case .made:
            guard let row = before ?? after else { return false }
            return try made(row)
        case .ownSeries:
            guard let row = after, row.id.device == .derived else { return true }
            guard let id = row[BookingTable.series].row else { return false }
            if try made(id) { return true }
            let series = try rows.row(id, in: SeriesTable.id)
            return try leadsGroup(series?[SeriesTable.group].row)
        case .stays(let column, let values):
            return both.allSatisfy { $0[column].text.map(values.contains) ?? false }
        case .becomes(let column, let values):
            return after?[column].text.map(values.contains) ?? false
        case .townHall:
            return try both.allSatisfy(isAtTownHall)
        case .ownOutcome:
            guard let row = before ?? after else { return false }
            return try isOwnOutcome(row)
        case .ownGroupsOutcome:
            guard let row = before ?? after else { return false }
            return try isOwnGroupsOutcome(row)
        }
    }

    private mutating func assignedSubjects() throws -> Set<RowID> {
        if let subjects { return subjects }
        let table = SystemTables.assignment
        let found = try rows.rows(
            in: table.id, where: table["member"]!.id, equals: .row(actor.member))
        let valid = found.filter { row in
            (row[table["from_at"]!].integer ?? .min) <= now
                && now < (row[table["until_at"]!].integer ?? .max)
                || row[table["until_at"]!].isNull && now == .max
        }
        let result = Set(valid.compactMap { $0[table["subject"]!].row })
        subjects = result
        return result
    }

    private mutating func leads(_ group: Row) throws -> Bool {
        if group[ForumGroupTable.leadMember].row == actor.member { return true }
        return try assignedSubjects().contains(group.id)
    }

    private mutating func leadsGroup(_ id: RowID?) throws -> Bool {
        guard let id, let group = try rows.row(id, in: ForumGroupTable.id) else { return false }
        return try leads(group)
    }

    private mutating func leadsEvent(_ id: RowID?) throws -> Bool {
        guard let id else { return false }
        if try assignedSubjects().contains(id) { return true }
        guard let event = try rows.row(id, in: EventTable.id) else { return false }
        return try leadsGroup(event[EventTable.group].row)
    }

    /// A booking of a series belongs to whoever made the series.
    private mutating func made(_ row: Row) throws -> Bool {
        try made(row.table.id == BookingTable.id ? row.askedBy : row.id)
    }

    /// The row id tells the device; the office knows whose it is.
    private mutating func made(_ row: RowID) throws -> Bool {
        if row.device == actor.device { return true }
        let number = row.device.description
        if let known = devices[number] { return known == actor.member }
        let table = SystemTables.device
        let found = try rows.rows(
            in: table.id, where: table["number"]!.id, equals: .text(number))
        let member = found.first?[table["member"]!].row
        devices[number] = .some(member)
        return member == actor.member
    }

    private func isAtTownHall(_ booking: Row) throws -> Bool {
        for column in [BookingTable.resource, BookingTable.grantedResource] {
            guard let id = booking[column].row else {
                if column.id == BookingTable.resource.id { return false }
                continue
            }
            let resource = try rows.row(id, in: ResourceTable.id)
            guard resource?[ResourceTable.place].text == "town-hall" else { return false }
        }
        return true
    }

    private mutating func isOwnOutcome(_ outcome: Row) throws -> Bool {
        if outcome["winner_member"].row == actor.member { return true }
        if outcome["loser_member"].row == actor.member { return true }
        guard let subject = outcome["subject_row"].row else { return false }
        return try rows.maker(of: subject).map { try made($0) } ?? false
    }

    private mutating func isOwnGroupsOutcome(_ outcome: Row) throws -> Bool {
        guard let subject = outcome["subject_row"].row else { return false }
        for id in [subject, outcome["scope"].row].compactMap({ $0 }) {
            if try leadsGroup(id) { return true }
            if try leadsEvent(id) { return true }
        }
        if let booking = try rows.row(subject, in: BookingTable.id) {
            return try leadsGroup(booking[BookingTable.group].row)
        }
        return false
    }
}
