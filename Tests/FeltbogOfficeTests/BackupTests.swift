import Foundation
import GreenForum
import SyncEngine
import SyncOffice
import SyncProtocol
import SyncTransport
import Testing

@testable import feltbog_office

@Suite struct BackupTests {
    private let root = FileManager.default.temporaryDirectory.appending(
        path: "feltbog-\(UUID().uuidString)"
    ).path

    private func folder(_ name: String) -> DataFolder {
        DataFolder(option: root + "/" + name, environment: [:])
    }

    /// An office with one member.
    private func make(_ name: String) throws -> DataFolder {
        let data = folder(name)
        try data.make()
        _ = try data.makeKeys()
        try data.write(addresses: ["office.example:7433"])
        let office = try data.createOffice(name: "Test")
        try office.addMember(name: "Anne", role: "ambassador")
        try office.close()
        return data
    }

    private func members(_ data: DataFolder) throws -> [String] {
        let office = try data.openOffice()
        defer { try? office.close() }
        return try office.rows(in: SystemTables.member.id).compactMap { $0["name"].text }
    }

    @Test func `A backup is an office like the one it was made of, and replicas may forget`() throws
    {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let data = try make("data")
        let office = try data.openOffice()
        let copy = folder("copy")
        let sequence = try OfficeBackup(path: copy.path).make(of: office, in: data)
        #expect(try office.report().backedUpThrough == sequence)
        try office.close()
        #expect(try members(copy) == ["Anne"])
        #expect(try copy.keys().fingerprint == data.keys().fingerprint)
        #expect(copy.addresses() == ["office.example:7433"])
        let mode = try FileManager.default.attributesOfItem(atPath: copy.path)
        #expect(mode[.posixPermissions] as? Int == 0o700)
    }

    @Test func `A backup replaces nothing`() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let data = try make("data")
        let office = try data.openOffice()
        defer { try? office.close() }
        #expect { try OfficeBackup(path: data.path).make(of: office, in: data) } throws: {
            ($0 as? Failure)?.exit == .failed
        }
    }

    @Test func `A restored office knows that it went back, and what was there before is kept`()
        throws
    {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let data = try make("data")
        let office = try data.openOffice()
        let backup = OfficeBackup(path: folder("copy").path)
        _ = try backup.make(of: office, in: data)
        try office.addMember(name: "Bo", role: "volunteer")
        let epoch = try office.report().epoch
        try office.close()
        let aside = try #require(try backup.restore(to: data, label: "old"))
        #expect(try members(data) == ["Anne"])
        #expect(try members(DataFolder(option: aside, environment: [:])) == ["Anne", "Bo"])
        let restored = try data.openOffice()
        defer { try? restored.close() }
        #expect(try restored.report().epoch != epoch)
    }

    @Test func `Two restores within the same second keep both old folders`() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let data = try make("data")
        let office = try data.openOffice()
        let backup = OfficeBackup(path: folder("copy").path)
        _ = try backup.make(of: office, in: data)
        try office.close()
        let names = try (0..<3).map { _ in try #require(try backup.restore(to: data, label: "now"))
        }
        #expect(Set(names).count == 3)
        for name in names {
            #expect(try members(DataFolder(option: name, environment: [:])) == ["Anne"])
        }
    }

    @Test func `A backup is restored where nothing was`() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let data = try make("data")
        let office = try data.openOffice()
        let backup = OfficeBackup(path: folder("copy").path)
        _ = try backup.make(of: office, in: data)
        try office.close()
        let other = folder("other")
        #expect(try backup.restore(to: other, label: "old") == nil)
        #expect(try members(other) == ["Anne"])
    }

    @Test func `What is no backup is not restored`() throws {
        defer { try? FileManager.default.removeItem(atPath: root) }
        let data = try make("data")
        #expect { try OfficeBackup(path: root).restore(to: data, label: "old") } throws: {
            ($0 as? Failure)?.exit == .notFound
        }
        #expect(try members(data) == ["Anne"])
    }
}
