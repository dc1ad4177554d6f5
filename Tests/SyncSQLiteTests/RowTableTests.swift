import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncSQLite

/// A schema of two tables that refer to each other.
let sampleSchema = Schema(
    version: 1,
    tables: [
        TableSchema(
            id: TableID(16), name: "place", scope: .shared,
            columns: [
                ColumnSchema(1, "name", .text, required: true),
                ColumnSchema(2, "seats", .integer, default: .integer(4)),
                ColumnSchema(3, "height", .real),
                ColumnSchema(4, "picture", .blob),
            ]),
        TableSchema(
            id: TableID(17), name: "visit", scope: .row(column: ColumnID(1), whenNull: .shared),
            columns: [
                ColumnSchema(1, "place", .row(TableID(16)), required: true),
                ColumnSchema(2, "on_day", .date),
            ]),
    ])

/// A fresh file in a folder of its own, removed with the value.
final class TemporaryFile {
    let folder: String
    var path: String { folder + "/test.sqlite" }

    init() throws {
        folder = NSTemporaryDirectory() + "feltbog-sqlite-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }
}

func rowID(_ milliseconds: Milliseconds) -> RowID {
    RowID(timestamp: Timestamp(milliseconds: milliseconds), device: DeviceID(random: 7))
}

@Suite struct RowTableTests {
    let file: TemporaryFile
    let database: DatabaseFile

    init() throws {
        file = try TemporaryFile()
        database = try DatabaseFile(path: file.path, applicationID: 42, mustExist: false)
        try database.write { try TypedTables.create(sampleSchema, in: $0) }
    }

    @Test func everyStorageClassComesBackByteForByte() throws {
        let values: [Value] = [
            .text("Åse Ærø 🌱"), .integer(.min), .real(-0.0), .blob([0, 255, 1]),
        ]
        try database.write { db in
            let table = try RowTable(db, table: sampleSchema["place"]!)
            try table.put(StoredRow(id: rowID(1), values: values))
            #expect(try table.row(rowID(1))?.values == values)
        }
    }

    @Test func emptyTextAndEmptyBlobAreNotNull() throws {
        try database.write { db in
            let table = try RowTable(db, table: sampleSchema["place"]!)
            let values: [Value] = [.text(""), .null, .null, .blob([])]
            try table.put(StoredRow(id: rowID(1), values: values))
            #expect(try table.row(rowID(1))?.values == values)
        }
    }

    @Test func settingCellsLeavesTheOthersAndTellsOfMissingRows() throws {
        try database.write { db in
            let table = try RowTable(db, table: sampleSchema["place"]!)
            try table.put(
                StoredRow(id: rowID(1), values: [.text("a"), .integer(1), .null, .null]))
            #expect(try table.set([Cell(ColumnID(2), .integer(9))], of: rowID(1)))
            #expect(try table.row(rowID(1))?.values == [.text("a"), .integer(9), .null, .null])
            #expect(try table.set([Cell(ColumnID(2), .integer(9))], of: rowID(2)) == false)
            #expect(try table.delete(rowID(1)))
            #expect(try table.row(rowID(1)) == nil)
        }
    }

    @Test func unknownCellsStayWithTheirRowAndEnterTheHash() throws {
        let unknown = [Cell(ColumnID(30), .text("ny")), Cell(ColumnID(31), .integer(-1))]
        try database.write { db in
            let table = try RowTable(db, table: sampleSchema["place"]!)
            let plain = StoredRow(id: rowID(1), values: [.text("a"), .null, .null, .null])
            var row = plain
            row.unknown = unknown
            try table.put(row)
            #expect(try table.row(rowID(1)) == row)
            #expect(row.contentHash(in: table.table) != plain.contentHash(in: table.table))
        }
    }

    @Test func aNewColumnAdoptsTheCellsThatWereKeptForIt() throws {
        let newer = Schema(
            version: 2,
            tables: [
                TableSchema(
                    id: TableID(16), name: "place", scope: .shared,
                    columns: sampleSchema["place"]!.columns + [ColumnSchema(5, "owner", .text)])
            ])
        try database.write { db in
            let older = try RowTable(db, table: sampleSchema["place"]!)
            let row = StoredRow(
                id: rowID(1), values: [.text("a"), .null, .null, .null],
                unknown: [Cell(ColumnID(5), .text("Køge"))])
            try older.put(row)
            let hash = row.contentHash(in: older.table)
            try TypedTables.create(newer, in: db)
            let table = try RowTable(db, table: newer["place"]!)
            let adopted = try #require(try table.row(rowID(1)))
            #expect(adopted.values.last == .text("Køge"))
            #expect(adopted.unknown.isEmpty)
            #expect(adopted.contentHash(in: table.table) == hash)
        }
    }

    @Test func aReaderFindsRowsByReferenceInTheOrderOfIDs() throws {
        try database.write { db in
            let store = RowStore(db, schema: sampleSchema)
            let visits = try #require(try store.table(TableID(17)))
            for milliseconds: Milliseconds in [3, 1, 2] {
                let place = milliseconds == 2 ? rowID(101) : rowID(100)
                try visits.put(
                    StoredRow(id: rowID(milliseconds), values: [.row(place), .null]))
            }
            let reader = SQLiteRowReader(store)
            let found = try reader.rows(
                in: TableID(17), where: ColumnID(1), equals: .row(rowID(100)))
            #expect(found.map(\.id) == [rowID(1), rowID(3)])
            #expect(found.first?.scope == .row(rowID(100)))
            #expect(try reader.row(rowID(9), in: TableID(17)) == nil)
        }
    }
}

@Suite struct DatabaseFileTests {
    @Test func aFileOfAnotherProgramIsForeign() throws {
        let file = try TemporaryFile()
        try Data("this is a letter, not a database".utf8).write(to: URL(filePath: file.path))
        #expect(throws: StoreError.self) {
            try DatabaseFile(path: file.path, applicationID: 42, mustExist: true)
        }
        #expect(try String(contentsOfFile: file.path, encoding: .utf8).hasPrefix("this is"))
    }

    @Test func anotherProgramsDatabaseIsForeign() throws {
        let file = try TemporaryFile()
        let other = try DatabaseQueue(path: file.path)
        try other.write { try $0.execute(sql: "CREATE TABLE t (a)") }
        let error = #expect(throws: StoreError.self) {
            try DatabaseFile(path: file.path, applicationID: 42, mustExist: true)
        }
        #expect(error?.code == .foreignFile)
    }

    @Test func aMissingFileIsSaidToBeMissing() throws {
        let file = try TemporaryFile()
        let error = #expect(throws: StoreError.self) {
            try DatabaseFile(path: file.path, applicationID: 42, mustExist: true)
        }
        #expect(error?.code == .missing)
    }

    @Test func aWriterThatWaitsTooLongIsToldThatTheFileIsLocked() throws {
        let file = try TemporaryFile()
        let first = try DatabaseFile(path: file.path, applicationID: 42, mustExist: false)
        let second = try DatabaseFile(
            path: file.path, applicationID: 42, mustExist: true, lockTimeoutMilliseconds: 20)
        try first.write { _ in
            let error = #expect(throws: StoreError.self) { try second.write { _ in } }
            #expect(error?.code == .locked)
        }
        try second.write { _ in }
    }

    @Test func aBodyThatThrowsLeavesNothing() throws {
        struct Stop: Error {}
        let file = try TemporaryFile()
        let database = try DatabaseFile(path: file.path, applicationID: 42, mustExist: false)
        #expect(throws: Stop.self) {
            try database.write { db in
                try MetaTable.create(db)
                throw Stop()
            }
        }
        #expect(try database.read { try $0.tableExists("_meta") } == false)
    }
}
