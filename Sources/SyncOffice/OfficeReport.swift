public import SyncProtocol

/// One enrolled device, as the office knows it.
public struct OfficeDevice: Hashable, Sendable {
    public let id: DeviceID
    /// Its row of the table `device`.
    public let row: RowID
    public let member: RowID
    public let memberName: String
    public let name: String
    public let enrolledAt: Milliseconds
    /// When it last handed over everything it had.
    public let lastContact: Milliseconds
    /// The checkpoint that it last said it had.
    public let lastCursor: Sequence
    public let revokedAt: Milliseconds?
    /// The device whose copy it was recognised as.
    public let copiedFrom: DeviceID?
}

/// How the office stands.
public struct OfficeReport: Hashable, Sendable {
    /// How many rows a table has.
    public struct TableCount: Hashable, Sendable {
        public let table: String
        public let rows: Int
    }

    public let deployment: DeploymentID
    public let name: String
    public let epoch: Epoch
    public let sequence: Sequence
    public let backedUpThrough: Sequence
    /// In the order of the schema.
    public let tables: [TableCount]
    /// Oldest first.
    public let devices: [OfficeDevice]
    /// Conflicts that wait for a person.
    public let openConflicts: Int
    /// One for each scope that has rows, sorted by scope.
    public let digests: [Checkpoint.ScopeDigest]
    /// The size of the database without its write-ahead log.
    public let databaseBytes: Int64
    /// What opening or serving found, e.g. that the office went back in time.
    public let findings: [Finding]
}

/// Something that a check found.
public struct Finding: Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable, Comparable {
        /// Worth knowing; nothing to do.
        case notice
        /// Somebody should look.
        case warning
        /// Data are wrong.
        case fault

        public static func < (left: Severity, right: Severity) -> Bool {
            left.rank < right.rank
        }

        private var rank: Int {
            switch self {
            case .notice: 0
            case .warning: 1
            case .fault: 2
            }
        }
    }

    public let severity: Severity
    /// Stable, e.g. `went-back`.
    public let code: String
    /// A sentence in English, without row contents.
    public let message: String

    public init(_ severity: Severity, _ code: String, _ message: String) {
        self.severity = severity
        self.code = code
        self.message = message
    }
}
