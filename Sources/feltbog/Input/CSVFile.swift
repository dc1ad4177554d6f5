internal import GreenForum

/// Lists as Danish Excel saves and opens them: UTF-8 with a byte order mark, semicolons, CRLF.
///
/// Reads Windows-1252, commas and tabs as well. Each line stands alone, so a broken one harms no other.
struct CSVFile {
    /// One line with its number as an editor shows it.
    struct Line {
        let number: Int
        let fields: Result<[String], DomainError>
    }

    let heading: [String]
    let lines: [Line]

    /// - Throws: `Failure` (not found for a file that cannot be read, failed for one without a heading).
    init(_ path: String) throws {
        let text = TextEncoding.decode(try FileBytes.read(path)).text
        let all = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let first = all.first(where: { !$0.allSatisfy(\.isWhitespace) }) else {
            throw Failure(.failed, UsagePhrase.fileEmpty(path))
        }
        let delimiter = CSVLine.delimiter(ofHeader: first)
        do throws(DomainError) {
            heading = try CSVLine.fields(first, delimiter: delimiter)
        } catch {
            throw Failure(.failed, error.sentence[.current])
        }
        let start = all.firstIndex(of: first) ?? all.startIndex
        lines = all.enumerated().dropFirst(start + 1).compactMap { index, line in
            guard !line.allSatisfy(\.isWhitespace) else { return nil }
            return Line(
                number: index + 1,
                fields: Result { () throws(DomainError) in
                    try CSVLine.fields(line, delimiter: delimiter)
                })
        }
    }

    /// Lines of cells as a file; what a spreadsheet would run as a formula is defused.
    static func bytes(of lines: [[String]]) -> [UInt8] {
        var text = "\u{FEFF}"
        for line in lines {
            text += line.map { quoted(SpreadsheetCell.defused($0)) }.joined(separator: ";")
            text += "\r\n"
        }
        return Array(text.utf8)
    }

    private static func quoted(_ cell: String) -> String {
        let line = String(cell.map { $0.isNewline ? " " : $0 })
        guard line.contains(";") || line.contains("\"") else { return line }
        return "\"" + line.replacing("\"", with: "\"\"") + "\""
    }
}
