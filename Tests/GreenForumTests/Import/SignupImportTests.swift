import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct SignupImportTests {
    private let event = RowID(timestamp: Timestamp(milliseconds: 1), device: .office)

    private func find(_ title: String) -> RowID? { title == "Studiebesøg" ? event : nil }

    private func lines(_ header: [String], _ rows: [[String]]) throws -> [SignupImport.Line] {
        var list = try SignupImport(header: header)
        return rows.enumerated().map { list.read($1, line: $0 + 2, findEvent: find) }
    }

    @Test(arguments: [
        ["Navn", "E-mail", "Telefon", "Antal", "Type", "Arrangement", "Bemærkning"],
        ["Name", "Email", "Phone", "Party size", "Kind", "Event", "Note"],
        ["NAVN ", "Mail", "Tlf.", "Antal personer", "Deltagertype", "Møde", "Besked"],
    ])
    func `Headers are read in Danish and English`(header: [String]) throws {
        let line = try lines(
            header,
            [["Åse Østergård", "aase@eksempel.dk", "20304050", "2", "borger", "Studiebesøg", ""]])
        guard case .signup(let cells, let key) = try #require(line.first) else {
            Issue.record("no sign-up")
            return
        }
        #expect(
            cells == [
                Cell(SignupTable.event, .row(event)),
                Cell(SignupTable.name, .text("Åse Østergård")),
                Cell(SignupTable.email, .text("aase@eksempel.dk")),
                Cell(SignupTable.phone, .text("+45 20 30 40 50")),
                Cell(SignupTable.partySize, .integer(2)), Cell(SignupTable.source, .text("import")),
            ])
        #expect(key.contact == "aase@eksempel.dk" && key.name == "åse østergård")
    }

    @Test(arguments: [
        (["Bo", "", "Studiebesøg", "1", "x"], "column-count"), (["Bo", "1"], "column-count"),
        (["", "bo@x.dk", "Studiebesøg", "1"], "value-missing"),
        (["Bo", "bo@x", "Studiebesøg", "1"], "email-implausible"),
        (["Bo", "", "Ukendt møde", "1"], "event-unknown"), (["Bo", "", "", "1"], "value-missing"),
        (["Bo", "", "Studiebesøg", "0"], "party-invalid"),
        (["Bo", "", "Studiebesøg", "-3"], "party-invalid"),
        (["Bo", "", "Studiebesøg", "mange"], "party-invalid"),
        (["Bo", "", "Studiebesøg", "99999999999999999999"], "party-invalid"),
    ])
    func `A broken line is told alone`(fields: [String], code: String) throws {
        let all = try lines(
            ["Navn", "E-mail", "Møde", "Antal"],
            [["Ib", "", "Studiebesøg", "1"], fields, ["Eva", "", "Studiebesøg", ""]])
        guard case .signup = all[0], case .broken(let error) = all[1], case .signup = all[2] else {
            Issue.record("\(all)")
            return
        }
        #expect(error.code == code)
        #expect(!error.sentence.da.isEmpty && !error.sentence.en.isEmpty)
    }

    @Test func `The same person twice adds nothing, nor does the same file`() throws {
        let header = ["Navn", "E-mail", "Møde"]
        let rows = [
            ["Bo Møller", "bo@x.dk", "Studiebesøg"], [" bo  møller", " BO@X.DK ", "Studiebesøg"],
            ["Eva Møller", "bo@x.dk", "Studiebesøg"], ["", "", ""],
        ]
        let first = try lines(header, rows)
        guard case .signup(let cells, let key) = first[0], case .known(key, let line) = first[1],
            case .signup(_, let other) = first[2]
        else {
            Issue.record("\(first)")
            return
        }
        #expect(line == 2 && first[3] == .empty)
        let existing = Row(table: SignupTable.schema, id: event, cells: cells)
        #expect(SignupImport.Key(existing) == key)
        var again = try SignupImport(header: header, existing: [key, other])
        for (index, row) in rows.dropLast().enumerated() {
            let line = again.read(row, line: index + 2, findEvent: find)
            guard case .known(_, nil) = line else {
                Issue.record("\(line)")
                continue
            }
        }
    }

    @Test(arguments: [
        (["E-mail", "Møde"], "header-missing"), (["Navn"], "header-missing"),
        (["Navn", "Name", "Møde"], "header-twice"), ([], "header-missing"),
    ])
    func `A header that will not do is refused`(header: [String], code: String) {
        let error = #expect(throws: DomainError.self) { try SignupImport(header: header) }
        #expect(error?.code == code)
    }

    @Test func `With an event given, its column is not needed, and odd columns are named`() throws {
        var list = try SignupImport(header: ["Navn", "Sko", ""], event: event)
        #expect(list.unknownHeaders == ["Sko"])
        guard
            case .signup(let cells, _) = list.read(
                ["Bo", "43", "x"], line: 2, findEvent: { _ in nil })
        else {
            Issue.record("no sign-up")
            return
        }
        #expect(cells.first == Cell(SignupTable.event, .row(event)))
    }

    @Test(arguments: [
        ("Studiebesøg", nil), ("Andet møde", "event-other"), ("Ukendt", "event-unknown"), ("", nil),
    ])
    func `With an event given, a line that names another is told`(title: String, code: String?)
        throws
    {
        let other = RowID(timestamp: Timestamp(milliseconds: 2), device: .office)
        var list = try SignupImport(header: ["Navn", "Møde"], event: event)
        let line = list.read(["Bo", title], line: 2) {
            ["Studiebesøg": event, "Andet møde": other][$0]
        }
        switch line {
        case .signup(let cells, _):
            #expect(code == nil)
            #expect(cells.first == Cell(SignupTable.event, .row(event)))
        case .broken(let error): #expect(error.code == code)
        case .known, .empty: Issue.record("\(line)")
        }
    }

    @Test(arguments: [
        ("a;b;c", ["a", "b", "c"]), ("\"a;b\";c", ["a;b", "c"]), ("\"a\"\"b\"", ["a\"b"]),
        ("", [""]),
        (";;", ["", "", ""]), ("a\"b;c", ["a\"b", "c"]), ("\"\"", [""]),
    ])
    func `A line is split by its delimiter, quotes kept together`(line: String, fields: [String])
        throws
    {
        #expect(try CSVLine.fields(line) == fields)
    }

    @Test(arguments: [
        ("\"a;b", "quote-open"), ("x;\"", "quote-open"), ("\"a\"b;c", "quote-inside"),
    ])
    func `A quote gone wrong is told`(line: String, code: String) {
        let error = #expect(throws: DomainError.self) { try CSVLine.fields(line) }
        #expect(error?.code == code)
    }

    @Test(arguments: [
        ("Navn;Mail;Antal", ";"), ("Name,Mail,Party", ","), ("A\tB\tC", "\t"), ("Navn", ";"),
    ])
    func `The delimiter is the header's`(header: String, delimiter: Character) {
        #expect(CSVLine.delimiter(ofHeader: header) == delimiter)
    }

    @Test func `Bytes are read as UTF-8, else as Windows-1252`() {
        #expect(TextEncoding.decode([0xEF, 0xBB, 0xBF] + Array("Åse".utf8)) == ("Åse", .utf8))
        #expect(TextEncoding.decode([0xC5, 0x73, 0x65, 0x20, 0x80]) == ("Åse €", .windows1252))
        #expect(TextEncoding.decode([]) == ("", .utf8))
        #expect(TextEncoding.decode(Array(0x80...0xFF)).encoding == .windows1252)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+45 20 30 40 50", "+45 20 30 40 50"),
        ("-12,5", "-12,5"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"), ("-", "'-"), ("", ""),
        ("Åse", "Åse"), ("'tis", "'tis"), ("\tx", "'\tx"), ("-2+3", "'-2+3"),
    ])
    func `Cells that would run are defused, and restored`(text: String, cell: String) {
        #expect(SpreadsheetCell.defused(text) == cell)
        #expect(SpreadsheetCell.restored(cell) == text)
    }
}
