internal import SyncEngine
internal import SyncProtocol

/// Who may do what to the cells that simulated people touch, written down a second time from the domains'
/// documents. `nil` where this table says nothing.
struct ExpectedRights {
    private enum Kind { case plain, forum }

    private let kind: Kind
    let office: OfficeRecord

    /// `nil` for a domain that it knows nothing of.
    init?(_ domain: any Domain, _ office: OfficeRecord) {
        if domain.schema["slot"] != nil, domain.schema["secret"] != nil {
            kind = .plain
        } else if domain.schema["signup"] != nil, domain.schema["booking"] != nil {
            kind = .forum
        } else {
            return nil
        }
        self.office = office
    }

    /// Somebody as the office has them now.
    struct Person {
        let member: RowID
        let role: String
        let assigned: Set<RowID>
    }

    func person(_ device: DeviceID, at now: Milliseconds) -> Person? {
        guard let line = office.devices[device],
            let row = seen(RowKey(SystemTables.member.id, line.member))
        else { return nil }
        let assignments = office.history.rows(in: SystemTables.assignment.id, at: office.head)
        let assigned = assignments.filter { row in
            row["member"].row == line.member && (row["from_at"].integer ?? .min) <= now
                && now < (row["until_at"].integer ?? .max)
        }
        return Person(
            member: line.member, role: row["role"].text ?? "",
            assigned: Set(assigned.compactMap { $0["subject"].row }))
    }

    /// Whether every change of a set was its author's to make.
    func allow(_ set: ModelSet) -> Bool? {
        guard let person = person(set.device, at: set.at) else { return nil }
        var isUnsure = false
        for change in set.changes {
            guard mayMake(change, set, person) else { return false }
            let (before, after) = images(of: change)
            var opinions = [allows(change, before, after, person)]
            if let own = edit(by: change, set) {
                opinions.append(allows(own.change, own.before, own.after, person))
            }
            if opinions.contains(false) { return false }
            if opinions.contains(nil) { isUnsure = true }
        }
        return isUnsure ? nil : true
    }

    private func allows(
        _ change: Change, _ before: Row?, _ after: Row?, _ person: Person
    ) -> Bool? {
        switch kind {
        case .plain: PlainRights.allow(change, before, after, person)
        case .forum: ForumRights.allow(change, before, after, person, office)
        }
    }

    /// Nobody makes rows under the ids of other members' devices, or the office's.
    private func mayMake(_ change: Change, _ set: ModelSet, _ person: Person) -> Bool {
        guard change.kind == .insert else { return true }
        let maker = change.row.device
        let own = [set.device, .derived] + set.ancestors
        if own.contains(maker) { return true }
        guard maker != .office else { return false }
        return office.devices[maker].map { $0.member == person.member } ?? true
    }

    /// What an insert changes in a row that stands, or that others deleted unseen.
    private func edit(
        by change: Change, _ set: ModelSet
    ) -> (change: Change, before: Row, after: Row)? {
        guard change.kind == .insert, let table = office.model.schema[change.table] else {
            return nil
        }
        let standing: ModelRow
        switch office.model.state(RowKey(change.table, change.row)) {
        case .live(let row): standing = row
        case .deleted(let row, let write) where set.missed(write): standing = row
        case .deleted, nil: return nil
        }
        let cells = change.cells.filter { standing.value($0.column, of: table) != $0.value }
        guard !cells.isEmpty else { return nil }
        let before = standing.row(change.row, of: table)
        var after = before
        for cell in cells { after[cell.column] = cell.value }
        let edit = Change(.update, table: change.table, row: change.row, cells: cells)
        return (edit, before, after)
    }

    /// The scopes that a device is due, sorted.
    func scopes(of device: DeviceID, at now: Milliseconds) -> [Scope] {
        guard let person = person(device, at: now) else { return [] }
        switch (kind, person.role) {
        case (.plain, "lead"), (.forum, "ambassador"): return [.shared, .office, .allRows]
        case (.plain, "helper"):
            return [.shared] + person.assigned.sorted().map(Scope.row)
        case (.forum, "volunteer"):
            let events = person.assigned.filter { seen(RowKey(TableID(21), $0)) != nil }
            return [.shared] + events.sorted().map(Scope.row)
        case (.plain, "reader"), (.forum, "officer"), (.forum, "secretary"), (.forum, "follower"):
            return [.shared]
        default: return []
        }
    }

    private func seen(_ key: RowKey) -> Row? { office.history.row(key, at: office.head) }

    /// The row before and after, as the author meant it.
    private func images(of change: Change) -> (Row?, Row?) {
        guard let table = office.model.schema[change.table] else { return (nil, nil) }
        let key = RowKey(change.table, change.row)
        let before: Row? =
            switch office.model.state(key) {
            case .live(let row): row.row(change.row, of: table)
            case .deleted(let row, _):
                change.kind == .insert ? nil : row.row(change.row, of: table)
            case nil: seen(key)
            }
        if change.kind == .delete { return (before, nil) }
        var after = before ?? Row(table: table, id: change.row, cells: [])
        for cell in change.cells { after[cell.column] = cell.value }
        return (before, after)
    }
}

/// Leads do everything; readers nothing; helpers slots and marks, notes that all see, and notes and secrets of
/// the notes that they are assigned to. What the office decides nobody writes.
enum PlainRights {
    static func allow(
        _ change: Change, _ before: Row?, _ after: Row?, _ person: ExpectedRights.Person
    ) -> Bool? {
        guard let table = (after ?? before)?.table else { return nil }
        let office: Set<String> =
            switch table.name {
            case "note": ["tally"]
            case "slot": ["state"]
            case "outcome": Set(table.columns.map(\.name)).subtracting(["state"])
            case "device": Set(table.columns.map(\.name))
            default: []
            }
        let names = change.cells.compactMap { table[$0.column]?.name }
        guard office.isDisjoint(with: names) else { return false }
        switch person.role {
        case "lead": return true
        case "helper":
            return [before, after].compactMap { $0 }.allSatisfy { row in
                switch table.name {
                case "slot", "mark": true
                case "outcome": change.kind == .update
                case "note":
                    row["forum_group"].isNull
                        || row["forum_group"].row.map(person.assigned.contains)
                            ?? false
                case "secret": row["note"].row.map(person.assigned.contains) ?? false
                default: false
                }
            }
        default: return false
        }
    }
}
