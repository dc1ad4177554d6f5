/// Comma-separated values as Danish Excel writes and opens them.
///
/// Reads UTF-8 (with or without a byte order mark) and Windows-1252, semicolons, commas or tabs, any line
/// end, quoted cells. Writes UTF-8 with a mark, semicolons, CRLF.
enum CSV {
    /// One line of a file with its number, counted from 1 as an editor shows it.
    struct Line: Hashable {
        let number: Int
        let cells: [String]
    }

    /// Never fails: a quote that is not closed ends with the file.
    ///
    /// - Complexity: O(bytes).
    static func read(_ bytes: [UInt8]) -> [Line] {
        let text = decode(bytes)
        let separator = separator(of: text)
        var lines: [Line] = []
        var cells: [String] = []
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        var hasContent = false
        var number = 1
        var first = 1
        var scalars = text.unicodeScalars.makeIterator()
        var pushedBack: Unicode.Scalar?
        func endLine() {
            cells.append(String(cell))
            if hasContent || cells.count > 1 { lines.append(Line(number: first, cells: cells)) }
            cells = []
            cell = String.UnicodeScalarView()
            hasContent = false
        }
        while let scalar = pushedBack ?? scalars.next() {
            pushedBack = nil
            if isQuoted {
                if scalar == "\"" {
                    let next = scalars.next()
                    if next == "\"" {
                        cell.append("\"")
                    } else {
                        isQuoted = false
                        pushedBack = next
                    }
                } else {
                    if scalar == "\n" { number += 1 }
                    cell.append(scalar)
                }
                continue
            }
            switch scalar {
            case "\"" where cell.isEmpty:
                isQuoted = true
                hasContent = true
            case separator:
                cells.append(String(cell))
                cell = String.UnicodeScalarView()
                hasContent = true
            case "\r":
                break
            case "\n":
                endLine()
                number += 1
                first = number
            default:
                cell.append(scalar)
                hasContent = true
            }
        }
        endLine()
        return lines
    }

    /// Lines of cells as a file.
    static func write(_ lines: [[String]]) -> [UInt8] {
        var text = "\u{FEFF}"
        for line in lines {
            text += line.map { quoted(defused($0)) }.joined(separator: ";")
            text += "\r\n"
        }
        return Array(text.utf8)
    }

    /// A cell that a spreadsheet would run as a formula gets an apostrophe; numbers and phones do not.
    static func defused(_ cell: String) -> String {
        guard let first = cell.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
            return cell
        }
        let rest = cell.unicodeScalars.dropFirst()
        let isNumber =
            (first == "+" || first == "-") && !rest.isEmpty
            && rest.allSatisfy { ("0"..."9").contains($0) || $0 == " " || $0 == "," || $0 == "." }
        return isNumber ? cell : "'" + cell
    }

    /// What `defused` made harmless, as it was.
    static func restored(_ cell: String) -> String {
        guard cell.hasPrefix("'"), let second = cell.unicodeScalars.dropFirst().first,
            "=+-@\t\r".unicodeScalars.contains(second)
        else { return cell }
        return String(cell.dropFirst())
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.unicodeScalars.contains(where: { ";\"\r\n".unicodeScalars.contains($0) }) else {
            return cell
        }
        return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }

    private static func separator(of text: String) -> Unicode.Scalar {
        var counts: [Unicode.Scalar: Int] = [:]
        var isQuoted = false
        for scalar in text.unicodeScalars {
            if scalar == "\"" { isQuoted.toggle() }
            if scalar == "\n", !isQuoted { break }
            if !isQuoted { counts[scalar, default: 0] += 1 }
        }
        let best = [";", ",", "\t"].max { (counts[$0] ?? 0) < (counts[$1] ?? 0) } ?? ";"
        return (counts[best] ?? 0) > (counts[";"] ?? 0) ? best : ";"
    }

    private static func decode(_ bytes: [UInt8]) -> String {
        var rest = bytes[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        if let text = String(validating: rest, as: UTF8.self) { return text }
        var text = String.UnicodeScalarView()
        for byte in rest {
            text.append(windows1252(byte))
        }
        return String(text)
    }

    private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
        guard (0x80..<0xA0).contains(byte) else { return Unicode.Scalar(byte) }
        let table: [UInt16] = [
            0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
            0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
            0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
        ]
        return Unicode.Scalar(table[Int(byte - 0x80)]) ?? "\u{FFFD}"
    }
}
