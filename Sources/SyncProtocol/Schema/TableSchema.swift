/// The stable number of a table on the wire. Below 16: the engine's own tables.
public struct TableID: Hashable, Sendable, Comparable {
    public let rawValue: UInt16

    public init(_ rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static func < (left: TableID, right: TableID) -> Bool { left.rawValue < right.rawValue }
}

/// One synced table: an ordinary typed SQLite table with a 16-byte `id`.
public struct TableSchema: Hashable, Sendable {
    public let id: TableID
    /// SQL name: lower-case letters and underscores.
    public let name: String
    /// In the order of their ids; at most 60. Column ids are 1, 2, 3 …
    public let columns: [ColumnSchema]
    /// Who is sent the rows.
    public let scope: ScopeRule

    /// What a row has that was made without values, in the order of `columns`.
    public let defaultValues: [Value]

    private let indexByName: [String: Int]

    /// - Precondition: at most 60 columns, ids and names unique; no value may be longer than
    ///   `Limits.valueBytesMax`, and all values of a row together not longer than `Limits.rowBytesMax`.
    public init(id: TableID, name: String, scope: ScopeRule, columns: [ColumnSchema]) {
        precondition(columns.count <= 60, "table \(name) has more than 60 columns")
        self.id = id
        self.name = name
        self.scope = scope
        self.columns = columns.sorted { $0.id < $1.id }
        let pairs = self.columns.enumerated()
        self.indexByName = Dictionary(
            uniqueKeysWithValues: pairs.map { ($0.element.name, $0.offset) })
        self.defaultValues = self.columns.map(\.defaultValue)
        precondition(
            zip(self.columns, self.columns.dropFirst()).allSatisfy { $0.id < $1.id },
            "table \(name) has two columns of one id")
        precondition(
            columns.allSatisfy { $0.byteCountMax <= Limits.valueBytesMax }
                && columns.reduce(0) { $0 + $1.byteCountMax } <= Limits.rowBytesMax,
            "table \(name) may have rows that no change set can hold")
    }

    /// The place of a column in `columns`.
    ///
    /// - Complexity: O(skipped ids): they count from 1, so no place is beyond its id.
    public func index(of column: ColumnID) -> Int? {
        var index = min(Int(column.rawValue), columns.count) - 1
        while index >= 0, columns[index].id > column { index -= 1 }
        return index >= 0 && columns[index].id == column ? index : nil
    }

    /// The place of a column in `columns`.
    public func index(of name: String) -> Int? { indexByName[name] }

    public subscript(column: ColumnID) -> ColumnSchema? { index(of: column).map { columns[$0] } }

    public subscript(name: String) -> ColumnSchema? { index(of: name).map { columns[$0] } }
}

/// Says which scope a row belongs to.
public enum ScopeRule: Hashable, Sendable {
    case shared
    case office
    /// The scope of the row that this column names (an event, a group); `whenNull` while it names none.
    case row(column: ColumnID, whenNull: Scope)
}
