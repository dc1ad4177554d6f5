package import SyncProtocol

/// Cells of columns that this version does not know, kept with their row and passed on.
package enum UnknownCells {
    /// Column (2 bytes), tag (1 byte), length (4 bytes), value; big-endian; one cell after another.
    package static func encode(_ cells: [Cell]) -> [UInt8] {
        var bytes: [UInt8] = []
        for cell in cells {
            let (tag, body): (UInt8, [UInt8]) =
                switch cell.value {
                case .null: (0, [])
                case .integer(let number): (1, bigEndian(UInt64(bitPattern: number), 8))
                case .real(let number): (2, bigEndian(number.bitPattern, 8))
                case .text(let text): (3, Array(text.utf8))
                case .blob(let blob): (4, blob)
                }
            bytes += bigEndian(UInt64(cell.column.rawValue), 2) + [tag]
            bytes += bigEndian(UInt64(body.count), 4) + body
        }
        return bytes
    }

    /// Reads up to the first cell that is cut short or malformed.
    package static func decode(_ bytes: [UInt8]) -> [Cell] {
        var cells: [Cell] = []
        var rest = bytes[...]
        while rest.count >= 7 {
            let column = ColumnID(UInt16(number(rest.prefix(2))))
            let tag = rest[rest.startIndex + 2]
            let length = Int(number(rest.dropFirst(3).prefix(4)))
            rest = rest.dropFirst(7)
            guard rest.count >= length else { return cells }
            let body = rest.prefix(length)
            rest = rest.dropFirst(length)
            switch (tag, length) {
            case (0, 0): cells.append(Cell(column, .null))
            case (1, 8): cells.append(Cell(column, .integer(Int64(bitPattern: number(body)))))
            case (2, 8): cells.append(Cell(column, .real(Double(bitPattern: number(body)))))
            case (3, _): cells.append(Cell(column, .text(String(decoding: body, as: UTF8.self))))
            case (4, _): cells.append(Cell(column, .blob(Array(body))))
            default: return cells
            }
        }
        return cells
    }

    private static func bigEndian(_ number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - $0))) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
