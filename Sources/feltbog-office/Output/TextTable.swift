/// Rows in columns of even width, for people.
struct TextTable {
    private var lines: [[String]]

    init(_ heading: [String]) {
        self.lines = [heading]
    }

    mutating func add(_ cells: [String]) {
        lines.append(cells.map(Self.oneLine))
    }

    /// The whole table, without a line break at its end.
    var rendered: String {
        var widths: [Int] = []
        for line in lines {
            for (index, cell) in line.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.count)
            }
        }
        return lines.map { line in
            var drawn = line.enumerated().map { index, cell in
                cell + String(repeating: " ", count: widths[index] - cell.count)
            }.joined(separator: "  ")
            while drawn.last == " " { drawn.removeLast() }
            return drawn
        }.joined(separator: "\n")
    }

    /// Control characters would let a name redraw the terminal.
    static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? " " : $0
                }))
    }
}
