/// Checks cells before they are encoded against what a decoder will accept.
struct CellBudget {
    private var bytes: Int
    private var cells: Int

    init(bytes: Int, cells: Int) {
        self.bytes = bytes
        self.cells = cells
    }

    mutating func check(_ row: [Cell]) throws(WireError) {
        guard row.count <= Limits.columnsMax else { throw WireError(.limitExceeded, "cells") }
        cells -= row.count
        guard cells >= 0 else { throw WireError(.limitExceeded, "cells") }
        var previous: UInt16 = 0
        for cell in row {
            guard cell.column.rawValue > previous else {
                throw WireError(.malformed, "cell.column")
            }
            previous = cell.column.rawValue
            switch cell.value {
            case .null, .integer: break
            case .real(let number):
                guard !number.isNaN else { throw WireError(.malformed, "value.real") }
            case .text(let text): try check(byteCount: text.utf8.count)
            case .blob(let blob): try check(byteCount: blob.count)
            }
        }
    }

    private mutating func check(byteCount: Int) throws(WireError) {
        guard byteCount <= Limits.valueBytesMax else {
            throw WireError(.limitExceeded, "value.bytes")
        }
        bytes -= byteCount
        guard bytes >= 0 else { throw WireError(.limitExceeded, "values") }
    }
}
