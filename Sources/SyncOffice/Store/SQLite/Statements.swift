internal import GRDB
internal import SyncProtocol
internal import SyncSQLite

/// Prepared statements by their text. Lives inside one connection's serialised access.
final class Statements {
    private let db: Database
    private var prepared: [String: RawStatement] = [:]

    init(_ db: Database) {
        self.db = db
    }

    /// Runs a statement that answers no rows.
    ///
    /// - Returns: the number of rows changed.
    @discardableResult
    func run(_ sql: String, _ values: Value...) throws -> Int {
        try bound(sql, values).run()
    }

    /// All rows of an answer, as `read` sees them.
    func all<T>(_ sql: String, _ values: Value..., read: (RawStatement) throws -> T) throws -> [T] {
        let statement = try bound(sql, values)
        defer { statement.reset() }
        var result: [T] = []
        while try statement.step() { result.append(try read(statement)) }
        return result
    }

    /// The first row of an answer.
    func first<T>(_ sql: String, _ values: Value..., read: (RawStatement) throws -> T) throws -> T?
    {
        let statement = try bound(sql, values)
        defer { statement.reset() }
        return try statement.step() ? try read(statement) : nil
    }

    private func bound(_ sql: String, _ values: [Value]) throws -> RawStatement {
        let statement: RawStatement
        if let known = prepared[sql] {
            statement = known
        } else {
            statement = try RawStatement(db, sql)
            prepared[sql] = statement
        }
        for (index, value) in values.enumerated() {
            statement.bind(value, at: Int32(index + 1))
        }
        return statement
    }
}

// MARK: Values of the protocol as columns

extension Value {
    static func sequence(_ sequence: Sequence) -> Value { .number(sequence.rawValue) }

    static func device(_ device: DeviceID) -> Value { .number(device.rawValue) }

    static func table(_ table: TableID) -> Value { .integer(Int64(table.rawValue)) }

    static func hash(_ hash: Hash256) -> Value { .blob(hash.bytes) }

    /// 64 bits, whatever their sign.
    static func number(_ number: UInt64) -> Value { .integer(Int64(bitPattern: number)) }

    static func time(_ time: Milliseconds?) -> Value { time.map(Value.integer) ?? .null }

    /// One byte for the scopes that are no row's.
    static func scope(_ scope: Scope) -> Value {
        switch scope {
        case .shared: .blob([0])
        case .office: .blob([1])
        case .allRows: .blob([2])
        case .row(let row): .row(row)
        }
    }
}

extension RawStatement {
    func number(at index: Int32) -> UInt64 { UInt64(bitPattern: integer(at: index)) }

    func sequence(at index: Int32) -> Sequence { Sequence(number(at: index)) }

    func device(at index: Int32) -> DeviceID { DeviceID(rawValue: number(at: index)) ?? .office }

    func table(at index: Int32) -> TableID {
        TableID(UInt16(truncatingIfNeeded: integer(at: index)))
    }

    func time(at index: Int32) -> Milliseconds? { isNull(at: index) ? nil : integer(at: index) }

    func hash(at index: Int32) -> Hash256 { Hash256(bytes: blob(at: index)) ?? .zero }

    func scope(at index: Int32) -> Scope? {
        if let row = rowID(at: index) { return .row(row) }
        return switch blob(at: index) {
        case [0]: .shared
        case [1]: .office
        case [2]: .allRows
        default: nil
        }
    }
}
