// Row by row, value by value: what outboxes store. No value is too long for them: another program wrote it, and
// it comes back as too large when it is sealed.

/// The number that stands for a value's storage class in bytes.
enum ValueTag: UInt8 {
    case null = 0
    case integer = 1
    case real = 2
    case text = 3
    case blob = 4
    /// A blob of 16 bytes that is a row id.
    case row = 5
}

extension ByteWriter {
    mutating func value(_ value: Value) throws(WireError) {
        switch value {
        case .null:
            byte(ValueTag.null.rawValue)
        case .integer(let number):
            byte(ValueTag.integer.rawValue)
            signed(number)
        case .real(let number):
            guard !number.isNaN else { throw WireError(.malformed, "value.real") }
            byte(ValueTag.real.rawValue)
            fixed64(number.bitPattern)
        case .text(let text):
            byte(ValueTag.text.rawValue)
            self.text(text)
        case .blob(let blob):
            byte(ValueTag.blob.rawValue)
            block(blob)
        }
    }

    mutating func cells(_ cells: [Cell]) throws(WireError) {
        guard cells.count <= Limits.columnsMax else { throw WireError(.limitExceeded, "cells") }
        count(cells.count)
        var previous: UInt16 = 0
        for cell in cells {
            guard cell.column.rawValue > previous else {
                throw WireError(.malformed, "cell.column")
            }
            varint(UInt64(cell.column.rawValue - previous))
            previous = cell.column.rawValue
            try value(cell.value)
        }
    }
}

extension ByteReader {
    mutating func value(_ context: String) throws(WireError) -> Value {
        guard let tag = ValueTag(rawValue: try byte(context)) else {
            throw WireError(.malformed, context)
        }
        switch tag {
        case .null:
            return .null
        case .integer:
            return .integer(try signed(context))
        case .real:
            let number = Double(bitPattern: try fixed64(context))
            guard !number.isNaN else { throw WireError(.malformed, context) }
            return .real(number)
        case .text:
            return .text(try text(context, limit: remaining))
        case .blob:
            return .blob(try block(context, limit: remaining))
        case .row:
            return .row(try row(context))
        }
    }

    mutating func cells(_ context: String) throws(WireError) -> [Cell] {
        let count = try countWithinBytes(context, limit: Limits.columnsMax)
        var cells: [Cell] = []
        cells.reserveCapacity(count)
        var previous: UInt64 = 0
        for _ in 0..<count {
            let step = try varint(context)
            guard step > 0, step <= 0xFFFF, previous + step <= 0xFFFF else {
                throw WireError(.malformed, context)
            }
            previous += step
            cells.append(Cell(ColumnID(UInt16(previous)), try value(context)))
        }
        return cells
    }

    mutating func tableID(_ context: String) throws(WireError) -> TableID {
        guard let number = UInt16(exactly: try varint(context)) else {
            throw WireError(.malformed, context)
        }
        return TableID(number)
    }
}
