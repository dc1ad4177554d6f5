public import SyncProtocol
internal import SyncSQLite

/// What went wrong at a replica, in terms that a person can act on.
public struct ReplicaError: Error, Hashable, Sendable {
    /// Stable codes.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// Another process holds the file longer than we wait.
        case locked = "locked"
        /// Another process is syncing this replica.
        case syncing = "syncing"
        /// The database is damaged.
        case damaged = "damaged"
        /// The file is not a replica.
        case foreignFile = "foreign-file"
        /// There is no such file.
        case missing = "missing"
        /// There is a replica already.
        case exists = "exists"
        /// The disk is full; nothing was changed.
        case diskFull = "disk-full"
        /// The file or its folder may not be written.
        case readOnly = "read-only"
        /// Reading or writing the disk failed.
        case ioError = "io-error"
        /// The file was written by a newer version of this program.
        case newerSchema = "newer-schema"
        /// Anything else that SQLite reports.
        case storeFailed = "store-failed"
        /// The replica has no office yet.
        case notJoined = "not-joined"
        /// The replica has an office already.
        case alreadyJoined = "already-joined"
        /// The office refused; `refusal` says why.
        case officeRefused = "office-refused"
        /// The office proved another key than the one this replica joined.
        case otherOffice = "other-office"
        /// The office said nothing for too long.
        case officeSilent = "office-silent"
        /// The office closed before all was exchanged.
        case officeClosed = "office-closed"
        /// The office speaks no version of the protocol that this program speaks.
        case versionUnsupported = "version-unsupported"
        /// The office sent something that is not the protocol.
        case protocolBroken = "protocol-broken"
        /// One transaction changed more than one change set may hold; nothing was changed.
        case tooLarge = "too-large"
        /// The outbox has no such entry, or it is not in the tray of returned ones.
        case notReturned = "not-returned"
        /// What a returned change set needs does not exist any more.
        case rowGone = "row-gone"
    }

    public let code: Code
    /// What the system or the peer said; never row contents.
    public let detail: String
    /// The office's refusal, with `officeRefused`.
    public let refusal: Refusal?

    public init(_ code: Code, detail: String = "", refusal: Refusal? = nil) {
        self.code = code
        self.detail = detail
        self.refusal = refusal
    }
}

extension ReplicaError: CustomStringConvertible {
    public var description: String {
        detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)"
    }
}

extension ReplicaError {
    init(_ error: StoreError) {
        let code: Code =
            switch error.code {
            case .diskFull: .diskFull
            case .readOnly: .readOnly
            case .foreignFile: .foreignFile
            case .locked: .locked
            case .damaged: .damaged
            case .newerSchema: .newerSchema
            case .missing: .missing
            case .ioError: .ioError
            case .other: .storeFailed
            }
        let detail = error.path.isEmpty ? error.detail : "\(error.path) \(error.detail)"
        self.init(code, detail: detail)
    }

    init(_ error: WireError) {
        self.init(.protocolBroken, detail: error.description)
    }
}

/// Runs `body` and gives its store and wire errors the public type; other errors pass.
func translatingErrors<T>(_ body: () throws -> T) throws -> T {
    do {
        return try body()
    } catch let error as StoreError {
        throw ReplicaError(error)
    } catch let error as WireError {
        throw ReplicaError(error)
    }
}
