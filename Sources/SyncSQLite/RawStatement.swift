package import GRDB
internal import GRDBSQLite
package import SyncProtocol

/// A prepared statement on the raw handle, for loops where GRDB's cost per row counts.
///
/// Writes made with it are invisible to GRDB's observers: notify them afterwards. Use it only inside the
/// database access that it was made in, or while its connection's owner serialises all access.
package final class RawStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer

    /// - Throws: `DatabaseError` when the SQL does not fit the database.
    package init(_ db: Database, _ sql: String) throws {
        guard let connection = db.sqliteConnection else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "connection is closed")
        }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(
            connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else {
            throw Self.error(connection, code: code)
        }
        self.connection = connection
        self.statement = statement
    }

    deinit {
        sqlite3_finalize(statement)
    }

    /// - Parameter index: 1 for the first parameter.
    package func bind(_ value: Value, at index: Int32) {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .real(let number): sqlite3_bind_double(statement, index, number)
        case .text(var text):
            text.withUTF8 { bytes in
                let start = UnsafeRawPointer(bytes.baseAddress)?
                    .assumingMemoryBound(to: CChar.self)
                _ = sqlite3_bind_text(
                    statement, index, start ?? emptyText, Int32(bytes.count), transient)
            }
        case .blob(let blob): bind(blob, at: index)
        }
    }

    package func bind(_ blob: [UInt8], at index: Int32) {
        blob.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress {
                _ = sqlite3_bind_blob(statement, index, start, Int32(bytes.count), transient)
            } else {
                _ = sqlite3_bind_zeroblob(statement, index, 0)
            }
        }
    }

    package func bind(_ number: Int64, at index: Int32) {
        sqlite3_bind_int64(statement, index, number)
    }

    package func bind(_ id: RowID, at index: Int32) {
        withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { buffer in
            buffer.storeBytes(of: id.high.bigEndian, as: UInt64.self)
            buffer.storeBytes(of: id.low.bigEndian, toByteOffset: 8, as: UInt64.self)
            _ = sqlite3_bind_blob(statement, index, buffer.baseAddress, 16, transient)
        }
    }

    package func bindNull(at index: Int32) {
        sqlite3_bind_null(statement, index)
    }

    /// Moves to the next row.
    ///
    /// - Returns: `false` after the last row; the statement is then ready for new parameters.
    package func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(statement)
            return false
        default:
            let error = Self.error(connection, code: sqlite3_errcode(connection))
            sqlite3_reset(statement)
            throw error
        }
    }

    /// Runs a statement that answers no rows.
    ///
    /// - Returns: the number of rows changed.
    @discardableResult
    package func run() throws -> Int {
        while try step() {}
        return Int(sqlite3_changes(connection))
    }

    /// Ends a loop over rows before its last one.
    package func reset() {
        sqlite3_reset(statement)
    }

    /// - Parameter index: 0 for the first column.
    package func value(at index: Int32) -> Value {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT: .real(sqlite3_column_double(statement, index))
        case SQLITE_TEXT: .text(text(at: index))
        case SQLITE_BLOB: .blob(blob(at: index))
        default: .null
        }
    }

    package func integer(at index: Int32) -> Int64 { sqlite3_column_int64(statement, index) }

    package func isNull(at index: Int32) -> Bool {
        sqlite3_column_type(statement, index) == SQLITE_NULL
    }

    package func text(at index: Int32) -> String {
        guard let start = sqlite3_column_text(statement, index) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, index))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    package func blob(at index: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, index) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, index))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// `nil` unless the column holds a row id.
    package func rowID(at index: Int32) -> RowID? {
        guard sqlite3_column_type(statement, index) == SQLITE_BLOB,
            sqlite3_column_bytes(statement, index) == 16,
            let start = sqlite3_column_blob(statement, index)
        else { return nil }
        let high = UInt64(bigEndian: start.loadUnaligned(as: UInt64.self))
        let low = UInt64(bigEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        return RowID(high: high, low: low)
    }

    private static func error(_ connection: OpaquePointer, code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code),
            message: String(cString: sqlite3_errmsg(connection)))
    }
}

/// Tells SQLite to copy what is bound.
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

nonisolated(unsafe) private let emptyText: UnsafePointer<CChar> = {
    let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    pointer.pointee = 0
    return UnsafePointer(pointer)
}()
