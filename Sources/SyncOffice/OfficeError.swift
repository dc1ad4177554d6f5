internal import SyncProtocol
internal import SyncSQLite

/// Why the office could not do what it was asked to, in terms that a person can act on.
public struct OfficeError: Error, Hashable, Sendable {
    /// Stable codes.
    public enum Code: String, Hashable, Sendable {
        /// The disk is full; nothing was changed.
        case diskFull = "disk-full"
        /// The folder may not be written.
        case readOnly = "read-only"
        /// The file in the folder is not an office's database.
        case foreignFile = "foreign-file"
        /// Another process holds the database longer than we wait.
        case locked = "locked"
        /// The database is damaged.
        case damaged = "damaged"
        /// The database was written by a newer version of this program.
        case newerSchema = "newer-schema"
        /// There is no office in the folder.
        case missing = "missing"
        /// There is an office in the folder already.
        case exists = "exists"
        /// Reading or writing the disk failed.
        case ioError = "io-error"
        /// The domain's rules or values do not allow it.
        case refused = "refused"
        /// No such member or device.
        case unknown = "unknown"
        /// Anything else.
        case other = "office-failed"
    }

    public let code: Code
    /// For logs and support; never row contents.
    public let detail: String

    public init(_ code: Code, detail: String = "") {
        self.code = code
        self.detail = detail
    }

    /// The same trouble as the store has it.
    init(_ error: any Error) {
        if let error = error as? OfficeError {
            self = error
        } else if let error = error as? StoreError {
            self.init(Code(rawValue: error.code.rawValue) ?? .other, detail: error.description)
        } else {
            self.init(.other, detail: String(describing: type(of: error)))
        }
    }

    /// What a replica is told: trouble with the disk passes, other trouble needs a person.
    var refusal: Refusal {
        switch code {
        case .diskFull, .locked, .ioError, .readOnly:
            Refusal(.busy, detail: code.rawValue, retryAfterSeconds: 60)
        case .foreignFile, .damaged, .newerSchema, .missing, .exists, .refused, .unknown, .other:
            Refusal(.officeFault, detail: code.rawValue)
        }
    }
}

extension OfficeError: CustomStringConvertible {
    public var description: String { "\(code.rawValue): \(detail)" }
}
