import ArgumentParser
import Foundation
import SyncEngine
import SyncOffice
import SyncProtocol
import Testing

@testable import feltbog_office

@Suite struct InviteCommandTests {
    private let data = DataFolder(
        option: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path,
        environment: [:])

    private func make() throws {
        try data.make()
        _ = try data.makeKeys()
        try data.createOffice(name: "Test").close()
    }

    private func invite(_ words: String...) throws {
        let all = ["invite", "--data", data.path, "--json"] + words
        var command = try OfficeCommand.parseAsRoot(all)
        try command.run()
    }

    private var members: [String] {
        get throws {
            let office = try data.openOffice()
            defer { try? office.close() }
            return try office.rows(in: SystemTables.member.id).map {
                "\($0["name"].text ?? "") \($0["role"].text ?? "")"
            }.sorted()
        }
    }

    @Test func `A second invite for the same name and role is for the same person`() throws {
        defer { try? FileManager.default.removeItem(atPath: data.path) }
        try make()
        try invite("--member", "Bo", "--role", "volunteer")
        try invite("--member", "Bo", "--role", "volunteer")
        #expect(try members == ["Bo volunteer"])
        try invite("--member", "Bo", "--role", "lead")
        try invite("--member", "Bo", "--role", "volunteer", "--new")
        #expect(try members == ["Bo lead", "Bo volunteer", "Bo volunteer"])
        #expect { try invite("--member", "Bo", "--role", "volunteer") } throws: {
            ($0 as? Failure)?.exit == .usage
        }
    }

    @Test func `An event that is not there makes no member`() throws {
        defer { try? FileManager.default.removeItem(atPath: data.path) }
        try make()
        #expect {
            try invite("--member", "Bo", "--role", "volunteer", "--event", "Nothing")
        } throws: {
            ($0 as? Failure)?.exit == .notFound
        }
        #expect(try members.isEmpty)
    }

    @Test func `A member is assigned to a row once`() throws {
        defer { try? FileManager.default.removeItem(atPath: data.path) }
        try make()
        let office = try data.openOffice()
        defer { try? office.close() }
        let member = try office.addMember(name: "Bo", role: "volunteer")
        // Any row will do: what it is for is the domain's matter.
        try office.assign(member, to: [member])
        try office.assign(member, to: [member])
        #expect(try office.rows(in: SystemTables.assignment.id).count == 1)
        #expect {
            try office.assign(RowID(timestamp: .zero, device: .derived), to: [])
        } throws: {
            ($0 as? OfficeError)?.code == .unknown
        }
    }
}
