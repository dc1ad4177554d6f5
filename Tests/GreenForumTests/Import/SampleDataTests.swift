import Foundation
import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// What Examples/data promises is there, and can be read.
@Suite struct SampleDataTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/data")

    private static func lines(_ name: String) throws -> [String] {
        let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]), "\(name) has no byte order mark")
        let (text, encoding) = TextEncoding.decode(bytes)
        #expect(encoding == .utf8)
        #expect(!text.replacing("\r\n", with: "").contains("\n"), "\(name) has a bare line feed")
        return text.split(separator: "\r\n").map(String.init)
    }

    /// Rows of a file by their headers.
    private static func table(_ name: String) throws -> [[String: String]] {
        let lines = try lines(name)
        let header = try CSVLine.fields(lines[0])
        return try lines.dropFirst().map { line in
            let fields = try CSVLine.fields(line)
            #expect(fields.count == header.count, "\(name): \(line)")
            return Dictionary(uniqueKeysWithValues: zip(header, fields))
        }
    }

    @Test(arguments: [
        ("themes.csv", "theme", ["Område": "area"]),
        ("organisations.csv", "organisation", ["Type": "kind"]),
        ("projects.csv", "project", ["Status": "status", "Oprindelse": "origin"]),
        ("groups.csv", "forum_group", ["Status": "status"]),
        ("resources.csv", "resource", ["Sted": "place", "Type": "kind", "Status": "status"]),
        ("events.csv", "event", ["Type": "kind", "Status": "status"]),
    ])
    func `Words of choices are known`(file: String, table: String, columns: [String: String]) throws
    {
        for row in try Self.table(file) {
            for (header, column) in columns {
                let word = try #require(row[header])
                #expect(
                    word.isEmpty || ChoiceTexts.value(of: word, for: column, in: table) != nil,
                    "\(file): \(word)")
            }
        }
    }

    @Test func `References name rows of earlier files`() throws {
        let themes = Set(try Self.table("themes.csv").compactMap { $0["Navn"] })
        let projects = Set(try Self.table("projects.csv").compactMap { $0["Titel"] })
        let groups = Set(try Self.table("groups.csv").compactMap { $0["Navn"] })
        for file in ["projects.csv", "groups.csv", "events.csv"] {
            for row in try Self.table(file) {
                #expect(themes.contains(row["Tema"] ?? ""), "\(file): \(row)")
                for (header, names) in [("Projekt", projects), ("Gruppe", groups)] {
                    let name = row[header] ?? ""
                    #expect(name.isEmpty || names.contains(name), "\(file): \(name)")
                }
            }
        }
    }

    @Test func `Events end after they start, and opening hours can be read`() throws {
        for row in try Self.table("events.csv") {
            let start = try TimeInput.wallTime(row["Start"] ?? "")
            let end = try TimeInput.wallTime(row["Slut"] ?? "")
            _ = try TimeSpan(from: start, to: end, in: .copenhagen)
        }
        for row in try Self.table("resources.csv") {
            #expect(OpeningHours(row["Åbningstid"] ?? "") != nil, "\(row)")
        }
        let visit = try Self.table("events.csv").first {
            $0["Titel"] == "Studiebesøg på genbrugspladsen"
        }
        #expect(visit?["Pladser"] == "20")
    }

    @Test func `Of 500 lines 482 are sign-ups, 8 are known, 10 are broken, each with its reason`()
        throws
    {
        let lines = try Self.lines("signups.csv")
        #expect(lines.count == 501)
        let meeting = RowID(timestamp: Timestamp(milliseconds: 1), device: .office)
        var list = try SignupImport(header: try CSVLine.fields(lines[0]))
        #expect(list.unknownHeaders.isEmpty)
        var broken: [Int: String] = [:]
        var known = 0
        var cells: [[Cell]] = []
        for (index, line) in lines.enumerated().dropFirst() {
            do throws(DomainError) {
                let fields = try CSVLine.fields(line)
                let read = list.read(fields, line: index + 1) {
                    $0 == "Grønt Omstillingsmøde" ? meeting : nil
                }
                switch read {
                case .signup(let row, _): cells.append(row)
                case .known: known += 1
                case .broken(let error): throw error
                case .empty: Issue.record("line \(index + 1) is empty")
                }
            } catch {
                broken[index + 1] = error.code
            }
        }
        #expect(cells.count == 482 && known == 8)
        #expect(
            broken.values.sorted() == [
                "column-count", "column-count", "email-implausible", "event-unknown",
                "party-invalid", "party-invalid", "party-invalid", "phone-implausible",
                "quote-open",
                "value-missing",
            ])
        let readme = try String(
            contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
        for line in broken.keys {
            #expect(readme.contains("\n| \(line) | "), "README lacks line \(line)")
        }
        let phones = Set(
            cells.flatMap { $0 }.filter { $0.column == SignupTable.phone.id }.map(\.value))
        #expect(phones.count > 300)
        #expect(phones.allSatisfy { $0.text?.hasPrefix("+45 20 30 4") == true })
        #expect(
            cells.contains {
                $0.contains(
                    Cell(SignupTable.organisation, .text("Strandens Bådelaug; afdeling Nord")))
            })
    }
}
