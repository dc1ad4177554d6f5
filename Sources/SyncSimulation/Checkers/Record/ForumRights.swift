internal import SyncEngine
internal import SyncProtocol

/// DOMAIN.md's role table for the cells that the forum's simulated people touch.
enum ForumRights {
    private static let decided: [String: Set<String>] = [
        "booking": [
            "status", "granted_resource", "granted_start", "granted_end", "decision_reason",
        ],
        "signup": [
            "status", "effective_at", "merged_into", "flags", "seats", "list_seats", "extra_at",
            "own_words", "place_seats",
        ],
        "series": ["skipped", "retried_at"],
    ]

    static func allow(
        _ change: Change, _ before: Row?, _ after: Row?, _ person: ExpectedRights.Person,
        _ office: OfficeRecord
    ) -> Bool? {
        guard let table = (after ?? before)?.table else { return nil }
        if table.id == GrownDomain.table.id { return true }
        let names = Set(change.cells.compactMap { table[$0.column]?.name })
        let decides = !(decided[table.name] ?? []).isDisjoint(with: names)
        if table.name == "allotment" { return list(change, after, names, person, office) }
        if table.name == "checkin" { return door(change, [before, after], names, person) }
        if table.name == "series", ["volunteer", "officer", "secretary"].contains(person.role) {
            return plan(change, names, person, office)
        }
        switch person.role {
        case "ambassador": return ambassador(table.name, names, decides: decides)
        case "volunteer":
            return volunteer(change, before, after, person, office, decides: decides)
        case "officer", "secretary":
            if table.name == "booking", person.role == "secretary" || !decides {
                return requests(change, before ?? after, person, office, decides: decides)
                    ?? (person.role == "secretary" ? false : nil)
            }
            return ["event", "signup", "theme", "forum_group"].contains(table.name)
                ? false : nil
        case "follower": return false
        default: return nil
        }
    }

    private static func ambassador(
        _ table: String, _ names: Set<String>, decides: Bool
    ) -> Bool? {
        switch table {
        case "theme", "organisation", "project", "forum_group", "membership", "event", "resource":
            return true
        case "signup": return !decides
        case "booking":
            let approval: Set = ["status", "decision_reason"]
            if !names.isDisjoint(with: (decided["booking"] ?? []).subtracting(approval)) {
                return false
            }
            return decides ? (names.isSubset(of: approval) ? true : nil) : true
        case "series": return names == ["retried_at"] ? true : !decides
        default: return nil
        }
    }

    private static func volunteer(
        _ change: Change, _ before: Row?, _ after: Row?, _ person: ExpectedRights.Person,
        _ office: OfficeRecord, decides: Bool
    ) -> Bool? {
        let rows = [before, after].compactMap { $0 }
        switch rows.first?.table.name {
        case "signup":
            let isAtOwnEvents = rows.allSatisfy {
                $0["event"].row.map(person.assigned.contains) ?? false
            }
            return isAtOwnEvents && !decides
        case "booking":
            return requests(change, rows.first, person, office, decides: decides) ?? false
        case "project":
            if change.kind == .delete { return false }
            let isIdea = rows.allSatisfy { $0["status"].text == "idea" }
            if change.kind == .insert { return isIdea }
            return isIdea && made(change.row, person, office)
        case "event", "resource", "theme", "forum_group", "membership": return false
        default: return nil
        }
    }

    /// A list is asked for by the ambassador or at an own event, and brought home by who asked; nobody lends.
    private static func list(
        _ change: Change, _ after: Row?, _ names: Set<String>, _ person: ExpectedRights.Person,
        _ office: OfficeRecord
    ) -> Bool? {
        let isAmbassador = person.role == "ambassador"
        guard isAmbassador || person.role == "volunteer", let after,
            !names.contains("seats_lent")
        else { return false }
        switch change.kind {
        case .insert:
            let isOwn = after["event"].row.map(person.assigned.contains) ?? false
            return after["status"].text == "requested" && (isAmbassador || isOwn)
        case .update:
            return names.isSubset(of: ["status"]) && after["status"].text == "returned"
                && (isAmbassador || made(change.row, person, office))
        case .delete: return false
        }
    }

    /// Who works at the event writes who came, and may take that back, but never edits it.
    private static func door(
        _ change: Change, _ rows: [Row?], _ names: Set<String>, _ person: ExpectedRights.Person
    ) -> Bool {
        let isOwn = rows.compactMap { $0 }.allSatisfy {
            $0["event"].row.map(person.assigned.contains) ?? false
        }
        guard person.role == "ambassador" || person.role == "volunteer" && isOwn else {
            return false
        }
        switch change.kind {
        case .insert: return !names.contains("seen_again")
        case .update: return names.isSubset(of: ["void_reason"])
        case .delete: return false
        }
    }

    /// Anybody may ask for a room, and change what the same member asked for; a date of a series is asked for by who
    /// asked for the series.
    private static func requests(
        _ change: Change, _ row: Row?, _ person: ExpectedRights.Person, _ office: OfficeRecord,
        decides: Bool
    ) -> Bool? {
        if decides { return false }
        let isDate = change.row.device == .derived
        let asked = isDate ? row?["series"].row ?? change.row : change.row
        switch change.kind {
        case .insert: return !isDate || made(asked, person, office) ? true : nil
        case .update: return made(asked, person, office) ? true : nil
        case .delete: return false
        }
    }

    /// Anybody may ask for a series, and change what the same member asked for.
    private static func plan(
        _ change: Change, _ names: Set<String>, _ person: ExpectedRights.Person,
        _ office: OfficeRecord
    ) -> Bool {
        let isDecided = !(decided["series"] ?? []).isDisjoint(with: names)
        switch change.kind {
        case .insert: return !isDecided
        case .update:
            return made(change.row, person, office) && (!isDecided || names == ["retried_at"])
        case .delete: return false
        }
    }

    private static func made(
        _ row: RowID, _ person: ExpectedRights.Person, _ office: OfficeRecord
    ) -> Bool {
        office.devices[row.device]?.member == person.member
    }
}
