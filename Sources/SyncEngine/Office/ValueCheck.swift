package import SyncProtocol

/// What a column may hold, whoever wrote it.
package struct ValueCheck: Sendable {
    private let isNormalised: @Sendable (String) -> Bool

    /// - Parameter isNormalised: tells NFC of a text that the quick check cannot tell.
    package init(isNormalised: @escaping @Sendable (String) -> Bool) {
        self.isNormalised = isNormalised
    }

    /// The first cell that its column may not hold; cells of unknown columns pass by size and text only.
    package func refusal(of change: Change, in table: TableSchema) -> Reason? {
        for cell in change.cells {
            let problem =
                if let column = table[cell.column] {
                    problem(cell.value, in: column)
                } else {
                    problem(ofUnknown: cell)
                }
            if let problem {
                return Reason(
                    .valueInvalid, table: change.table, row: change.row, column: cell.column,
                    detail: problem)
            }
        }
        return nil
    }

    /// The first required column that a row as it would stand lacks.
    package func missing(in row: Row) -> Reason? {
        for column in row.table.columns where column.isRequired && row[column.id].isNull {
            return Reason(
                .valueInvalid, table: row.table.id, row: row.id, column: column.id,
                detail: "required")
        }
        return nil
    }

    /// Why a row is more than can be sent, if it is: what columns unknown here hold may take as much as one value.
    ///
    /// Columns that are known bound their values; a row of these has no other bound, and one that fits no frame
    /// keeps everybody who may see it from syncing.
    package func excess(of row: StandingRow) -> Reason? {
        guard !row.unknown.isEmpty else { return nil }
        let byteCount = row.unknown.reduce(0) { $0 + $1.value.byteCount }
        guard byteCount > Limits.valueBytesMax else { return nil }
        return Reason(
            .tooLarge, table: row.row.table.id, row: row.row.id, detail: "unknown columns")
    }

    private func problem(_ value: Value, in column: ColumnSchema) -> String? {
        if value.isNull { return column.isRequired ? "required" : nil }
        if !hasType(value, column.type) { return "type" }
        return size(value, column.byteCountMax) ?? text(value)
    }

    /// Columns count from 1, and no table has more than so many. A blob stands in outcomes in hexadecimal.
    private func problem(ofUnknown cell: Cell) -> String? {
        guard (1...Limits.columnsMax).contains(Int(cell.column.rawValue)) else {
            return "no column"
        }
        var byteCountMax = Limits.valueBytesMax
        if case .blob = cell.value { byteCountMax /= 2 }
        return size(cell.value, byteCountMax) ?? text(cell.value)
    }

    private func hasType(_ value: Value, _ type: ColumnType) -> Bool {
        switch (type, value) {
        case (.text, .text), (.integer, .integer), (.instant, .integer), (.blob, .blob): true
        case (.real, .real(let number)): number.isFinite
        case (.boolean, .integer(let number)): number == 0 || number == 1
        case (.row, .blob): value.row != nil
        case (.wall, .text(let text)): Self.fits(text, "dddd-dd-ddTdd:dd")
        case (.date, .text(let text)): Self.fits(text, "dddd-dd-dd")
        case (.choice(let choices), .text(let text)):
            choices.contains { $0.utf8.elementsEqual(text.utf8) }
        default: false
        }
    }

    private func size(_ value: Value, _ byteCountMax: Int) -> String? {
        let count =
            switch value {
            case .text(let text): text.utf8.count
            case .blob(let bytes): bytes.count
            case .null, .integer, .real: 0
            }
        return count > byteCountMax ? "longer than \(byteCountMax) bytes" : nil
    }

    private func text(_ value: Value) -> String? {
        guard case .text(let text) = value else { return nil }
        if text.utf8.contains(0) { return "NUL" }
        return Self.isPlain(text) || isNormalised(text) ? nil : "not NFC"
    }

    /// No scalar at or above U+0300: such a text is always NFC (Unicode Annex 15, quick check).
    package static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value < 0x300 }
    }

    /// Whether a text has the shape of a pattern in which `d` is any digit, with parts in range.
    private static func fits(_ text: String, _ pattern: String) -> Bool {
        let bytes = Array(text.utf8)
        let shape = Array(pattern.utf8)
        guard bytes.count == shape.count else { return false }
        for (byte, want) in zip(bytes, shape) {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            guard want == UInt8(ascii: "d") ? isDigit : byte == want else { return false }
        }
        func number(_ range: Range<Int>) -> Int {
            bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }
        guard (1...12).contains(number(5..<7)), (1...31).contains(number(8..<10)) else {
            return false
        }
        return bytes.count == 10 || (number(11..<13) < 24 && number(14..<16) < 60)
    }
}
