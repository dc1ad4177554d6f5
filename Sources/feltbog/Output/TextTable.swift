/// Rows in columns of even width, for people.
struct TextTable {
    private let heading: [String]
    private var lines: [[String]] = []

    /// The widest that a cell but the last is drawn; the rest is cut with an ellipsis.
    private static let cellWidthMax = 36

    init(_ heading: [String]) {
        self.heading = heading
    }

    mutating func add(_ cells: [String]) {
        lines.append(cells)
    }

    var isEmpty: Bool { lines.isEmpty }

    /// The whole table; the heading is bold on a terminal.
    func rendered() -> String {
        let cut = ([heading] + lines).map { line in
            line.enumerated().map { index, cell in
                Self.cut(Self.oneLine(cell), isLast: index == line.count - 1)
            }
        }
        var widths = [Int](repeating: 0, count: heading.count)
        for line in cut {
            for (index, cell) in line.enumerated() where index < widths.count {
                widths[index] = max(widths[index], cell.count)
            }
        }
        return cut.enumerated().map { number, line in
            let drawn = line.enumerated().map { index, cell in
                index == line.count - 1
                    ? cell
                    : cell + String(repeating: " ", count: max(0, widths[index] - cell.count))
            }.joined(separator: "  ")
            return number == 0 ? Style.bold(drawn) : drawn
        }.joined(separator: "\n")
    }

    /// Control characters would let a name redraw the terminal.
    static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? " " : $0
                }
            ))
    }

    private static func cut(_ text: String, isLast: Bool) -> String {
        guard !isLast, text.count > cellWidthMax else { return text }
        return text.prefix(cellWidthMax - 1) + "…"
    }
}
