internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

extension JSON {
    /// A row with stable keys: id, short, table, pending, and every column by its name.
    ///
    /// References are ids, instants RFC 3339 in UTC, booleans true and false. Sign-ups have their slip, and `promised`:
    /// whether a seat out of a lent list was promised that the office has not heard of.
    init(_ row: Row, short: String?, isPending: Bool) {
        var members: [String: JSON] = [
            "id": .text(row.id.description), "table": .text(row.table.name),
            "pending": .boolean(isPending),
        ]
        members["short"] = JSON(short)
        if row.table.id == SignupTable.id {
            members["slip"] = .text(SlipCode(for: row.id).description)
            members["promised"] = .boolean(row.hasPromisedSeat)
        }
        for column in row.table.columns {
            members[column.name] = JSON(row[column.id], column.type)
        }
        self = .object(members)
    }

    /// A sign-up that was just made, with `looks_like`: `likeness` (same, contact, name), `row` and `slip` of
    /// another, or null.
    init(_ signup: Row, looksLike outlook: PersonOutlook?) {
        guard
            case .object(var members) = JSON(signup, short: nil, isPending: true)
        else { preconditionFailure("a row is an object") }
        members["looks_like"] =
            outlook.map { outlook in
                .object([
                    "likeness": .text("\(outlook.likeness)"),
                    "row": .text(outlook.other.id.description),
                    "slip": .text(SlipCode(for: outlook.other.id).description),
                ])
            } ?? .null
        self = .object(members)
    }

    /// A cell's value.
    init(_ value: Value, _ type: ColumnType) {
        switch (value, type) {
        case (.null, _): self = .null
        case (.integer(let number), .boolean): self = .boolean(number != 0)
        case (.integer(let number), .instant): self = .text(Moment.utc(number))
        case (.integer(let number), _): self = .integer(number)
        case (.real(let number), _): self = .real(number)
        case (.text(let text), _): self = .text(text)
        case (.blob, _): self = JSON(value.display)
        }
    }
}
