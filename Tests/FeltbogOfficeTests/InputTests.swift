import Foundation
import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@testable import feltbog_office

@Suite struct InputTests {
    @Test(arguments: [
        ("90s", 90_000), ("30m", 1_800_000), ("12h", 43_200_000), ("7d", 604_800_000),
        ("2w", 1_209_600_000),
    ])
    func `Durations are read as people write them`(text: String, milliseconds: Int64) {
        #expect(DurationText.milliseconds(text) == milliseconds)
    }

    @Test(arguments: [
        "", "d", "0d", "-1d", "+1d", "1.5d", "7", "7y", "9223372036854775807w", "9999d",
    ])
    func `What is no duration is none`(text: String) {
        #expect(DurationText.milliseconds(text) == nil)
        #expect(throws: Failure.self) { try Checks.duration(text) }
    }

    @Test func `A name is trimmed and composed`() throws {
        #expect(try Checks.name("  Anne   A\u{30A}s ", "--member") == "Anne Ås")
    }

    @Test(arguments: [nil, "", "  ", "a\u{0}b", String(repeating: "å", count: 51)])
    func `What is no name is a usage error`(text: String?) {
        #expect { try Checks.name(text, "--member") } throws: { ($0 as? Failure)?.exit == .usage }
    }

    @Test func `A role is one of the domain's`() throws {
        for role in Role.allCases { #expect(try Checks.role(role.rawValue) == role) }
        #expect(throws: Failure.self) { try Checks.role("chef") }
        #expect(throws: Failure.self) { try Checks.role(nil) }
    }

    @Test func `Addresses get the usual port, and one that devices can use`() throws {
        #expect(try Checks.addresses(["office", "[::1]:8"]) == ["office:7433", "[::1]:8"])
        #expect(throws: Failure.self) { try Checks.addresses(["office:0"]) }
        #expect(throws: Failure.self) { try Checks.addresses([":7433"]) }
    }

    @Test func `The folder comes from the option, the environment, or XDG`() {
        let environment = ["HOME": "/home/a"]
        #expect(folder("/x", environment) == "/x")
        #expect(folder(nil, ["FELTBOG_OFFICE_DATA": "/y"]) == "/y")
        #expect(folder(nil, ["XDG_DATA_HOME": "/z"]) == "/z/feltbog-office")
        #expect(folder(nil, environment) == "/home/a/.local/share/feltbog-office")
    }

    private func folder(_ option: String?, _ environment: [String: String]) -> String {
        DataFolder(option: option, environment: environment).path
    }

    // MARK: Events

    private static func event(_ number: Int64, _ title: String) -> Row {
        Row(
            table: EventTable.schema,
            id: RowID(timestamp: Timestamp(milliseconds: number << 36), device: .derived),
            cells: [Cell(EventTable.title.id, .text(title))])
    }

    private static let events = [
        event(1, "Grøn dag"), event(2, "Studiebesøg"), event(3, "Studiebesøg"),
    ]

    private static let finder = RowFinder(rows: events, name: EventTable.title.id)

    @Test func `An event is found by its title or the beginning of its id`() throws {
        let events = Self.events
        #expect(try Self.finder.find(" grøn  DAG").id == events[0].id)
        let beginning = String(events[1].id.description.prefix(8))
        #expect(try Self.finder.find(beginning).id == events[1].id)
    }

    @Test func `No event is not found, several are a usage error`() {
        #expect { try Self.finder.find("Andet") } throws: {
            ($0 as? Failure)?.exit == .notFound
        }
        #expect { try Self.finder.find("studiebesøg") } throws: {
            ($0 as? Failure)?.exit == .usage
        }
    }

    // MARK: Files

    @Test func `A file is replaced whole, and only its owner may read it`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "file").path
        try DurableFile.write([1, 2, 3], to: path)
        try DurableFile.write([4], to: path)
        #expect(FileManager.default.contents(atPath: path) == Data([4]))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
        #expect(throws: (any Error).self) { try DurableFile.write([1], to: path + "/x") }
    }
}
