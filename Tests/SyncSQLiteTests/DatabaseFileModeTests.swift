import Foundation
import GRDB
import Testing

@testable import SyncSQLite

@Suite struct DatabaseFileModeTests {
    @Test func `rows are readable by their owner only, in all files that hold them`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a.sqlite").path
        let file = try DatabaseFile(path: path, applicationID: 7, mustExist: false)
        try file.write { db in
            try db.execute(sql: "CREATE TABLE person (name TEXT)")
            try db.execute(sql: "INSERT INTO person VALUES (?)", arguments: ["Åse"])
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.contains("a.sqlite-wal"))
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: folder.appending(path: name).path)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
        }
        try file.close()
    }
}
