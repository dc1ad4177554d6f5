/// The unit of visibility: who is sent a row.
public enum Scope: Hashable, Sendable {
    /// Every device.
    case shared
    /// Devices of members who may see the office's own tables.
    case office
    /// The rows that belong to one row: the persons of an event, the members of a group.
    case row(RowID)
    /// Every `row` scope there is, now and later (the ambassador's).
    case allRows

    /// Whether a device that holds `self` is sent the rows of `scope`.
    public func covers(_ scope: Scope) -> Bool {
        if case .row = scope, self == .allRows { return true }
        return self == scope
    }
}

extension Scope: Comparable {
    private var order: (Int, RowID?) {
        switch self {
        case .shared: (0, nil)
        case .office: (1, nil)
        case .allRows: (2, nil)
        case .row(let row): (3, row)
        }
    }

    public static func < (left: Scope, right: Scope) -> Bool {
        let (a, b) = (left.order, right.order)
        if let first = a.1, let second = b.1 { return first < second }
        return a.0 < b.0
    }
}
