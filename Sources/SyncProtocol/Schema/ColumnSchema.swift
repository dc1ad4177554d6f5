/// The stable number of a column within its table: 1, 2, 3 …
public struct ColumnID: Hashable, Sendable, Comparable {
    public let rawValue: UInt16

    public init(_ rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static func < (left: ColumnID, right: ColumnID) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What a column holds, how it is stored in SQLite and how it may be packed on the wire.
public enum ColumnType: Hashable, Sendable {
    /// TEXT, normalised (NFC), no NUL.
    case text
    /// INTEGER.
    case integer
    /// REAL.
    case real
    /// INTEGER 0 or 1.
    case boolean
    /// BLOB.
    case blob
    /// BLOB of 16 bytes: a row id in that table; `nil`: in any table.
    case row(TableID?)
    /// INTEGER: Unix milliseconds.
    case instant
    /// TEXT `YYYY-MM-DDTHH:MM`: a local wall time, its zone is another column.
    case wall
    /// TEXT `YYYY-MM-DD`.
    case date
    /// TEXT, one of these.
    case choice([String])
}

/// How concurrent writes of one cell are settled.
public enum ConflictPolicy: Hashable, Sendable {
    /// The later effective time wins; the loser is kept in an outcome.
    case latest
    /// The standing value stays; the other becomes an open conflict that a person settles.
    case review
    /// Only rules and office roles write it.
    case office
    /// Once set it stays.
    case first
}

/// One column of a synced table.
public struct ColumnSchema: Hashable, Sendable {
    public let id: ColumnID
    /// SQL name: lower-case letters and underscores.
    public let name: String
    public let type: ColumnType
    public let policy: ConflictPolicy
    /// Whether NULL is refused at admission.
    public let isRequired: Bool
    /// Whether it holds personal data.
    public let isPersonal: Bool
    /// The largest value, in bytes of UTF-8 or of the blob.
    public let byteCountMax: Int
    /// What a row has that was made without a value here.
    public let defaultValue: Value

    public init(
        _ id: UInt16, _ name: String, _ type: ColumnType, _ policy: ConflictPolicy = .latest,
        required: Bool = false, personal: Bool = false, byteCountMax: Int = 1024,
        default defaultValue: Value = .null
    ) {
        self.id = ColumnID(id)
        self.name = name
        self.type = type
        self.policy = policy
        self.isRequired = required
        self.isPersonal = personal
        self.byteCountMax = byteCountMax
        self.defaultValue = defaultValue
    }
}
