internal import GRDB
internal import Glibc
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica
internal import SyncSQLite

/// The opened replica of this run, and how to speak of it.
struct Notebook: Sendable {
    let isJSON: Bool
    let path: String
    let replica: Replica

    /// Opens the replica that the options name.
    ///
    /// - Throws: `Failure` (replica unusable).
    init(_ options: GlobalOptions) throws {
        let replica = try Self.telling(options.path) {
            try Replica.open(
                at: options.path, domain: GreenForumDomain(), clock: Moment.now, random: Random.word
            )
        }
        self.init(isJSON: options.isJSON, path: options.path, replica: replica)
    }

    private init(isJSON: Bool, path: String, replica: Replica) {
        self.isJSON = isJSON
        self.path = path
        self.replica = replica
    }

    /// The same over a copy of the replica.
    func over(_ copy: Replica) -> Notebook {
        Notebook(isJSON: isJSON, path: path, replica: copy)
    }

    /// Makes the replica, with its folder.
    @discardableResult
    static func create(_ options: GlobalOptions) throws -> Notebook {
        Folders.make(for: options.path)
        let replica = try telling(options.path) {
            try Replica.create(
                at: options.path, domain: GreenForumDomain(), clock: Moment.now, random: Random.word
            )
        }
        return Notebook(isJSON: options.isJSON, path: options.path, replica: replica)
    }

    /// Opens the replica, or makes it when there is none.
    static func openOrCreate(_ options: GlobalOptions) throws -> Notebook {
        access(options.path, F_OK) == 0 ? try Notebook(options) : try create(options)
    }

    var schema: Schema { GreenForumSchema.schema }

    /// Reads in one transaction.
    func read<T>(_ body: (Rows) throws -> T) throws -> T {
        try telling { try replica.read { try body(Rows(RowStore($0, schema: schema))) } }
    }

    /// Writes in one transaction: one change set. The second argument of `body` makes row ids.
    func write<T>(_ body: (Rows, () throws -> RowID) throws -> T) throws -> T {
        try telling {
            try replica.write { db in
                try body(Rows(RowStore(db, schema: schema))) { try replica.makeRowID(db) }
            }
        }
    }

    /// Runs `body` and turns what is wrong with the replica into sentences and exit codes.
    func telling<T>(_ body: () throws -> T) throws -> T {
        try Self.telling(path, body)
    }

    private static func telling<T>(_ path: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as ReplicaError {
            throw OfficeLine.failure(error, path)
        } catch let error as StoreError {
            throw Ending.failure(error)
        }
    }
}

/// The system's randomness, fit for keys.
enum Random {
    @Sendable static func word() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}

/// Folders on the way to a file.
enum Folders {
    /// Makes the missing ones, closed to others. What cannot be made shows when the file is opened.
    static func make(for path: String) {
        var place = path.startIndex
        while let slash = path[place...].dropFirst().firstIndex(of: "/") {
            mkdir(String(path[..<slash]), 0o700)
            place = slash
        }
    }
}
