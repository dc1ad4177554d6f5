internal import GRDB
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite
#if canImport(Glibc)
internal import Glibc
#endif

/// The opened replica of this run, and how to speak of it.
struct Notebook {
    let isJSON: Bool
    let path: String
    let schema = GreenForumSchema.schema
    private let file: DatabaseFile

    init(_ options: GlobalOptions) throws {
        self.isJSON = options.isJSON
        self.path = options.path
        self.file = try DatabaseFile(path: path, applicationID: 77, mustExist: false)
        try file.write { try TypedTables.create(GreenForumSchema.schema, in: $0) }
    }

    var mayDecide: Bool { true }

    func read<T>(_ body: (Rows) throws -> T) throws -> T {
        try file.read { try body(Rows(RowStore($0, schema: schema))) }
    }

    func write<T>(_ body: (Rows, () throws -> RowID) throws -> T) throws -> T {
        try file.write { db in
            try body(Rows(RowStore(db, schema: schema))) {
                RowID(timestamp: Timestamp(milliseconds: Moment.now()).next(wall: 0), device: DeviceID(random: 5))
            }
        }
    }

    func pendingRows() throws -> Set<RowID> { [] }

    func tellPending() throws {
        Console.message(RowPhrase.pendingNone(RowPhrase.neverSynced()))
    }
}
