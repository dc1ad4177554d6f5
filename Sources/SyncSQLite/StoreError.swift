internal import GRDB

/// What is wrong with a database file, in terms that a person can act on.
public struct StoreError: Error, Hashable, Sendable {
    /// Stable codes.
    public enum Code: String, Hashable, Sendable {
        /// The disk is full; nothing was changed.
        case diskFull = "disk-full"
        /// The file or its folder may not be written.
        case readOnly = "read-only"
        /// The file is not a database, or one of another program.
        case foreignFile = "foreign-file"
        /// Another process holds the file longer than we wait.
        case locked = "locked"
        /// The database is damaged.
        case damaged = "damaged"
        /// The file was written by a newer version of this program.
        case newerSchema = "newer-schema"
        /// There is no such file.
        case missing = "missing"
        /// Reading or writing the disk failed.
        case ioError = "io-error"
        /// Anything else that SQLite reports.
        case other = "store-failed"
    }

    public let code: Code
    /// The file.
    public let path: String
    /// What SQLite or the system said; never row contents.
    public let detail: String

    public init(_ code: Code, path: String, detail: String = "") {
        self.code = code
        self.path = path
        self.detail = detail
    }

    /// Reads an SQLite error; `nil` for errors of other kinds.
    public init?(_ error: any Error, path: String) {
        guard let error = error as? DatabaseError else { return nil }
        let code: Code =
            switch error.resultCode {
            case .SQLITE_FULL: .diskFull
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: .readOnly
            case .SQLITE_NOTADB: .foreignFile
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
            case .SQLITE_CORRUPT: .damaged
            case .SQLITE_IOERR: .ioError
            default: .other
            }
        self.init(code, path: path, detail: error.message ?? "")
    }
}

extension StoreError: CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(path) \(detail)" }
}
