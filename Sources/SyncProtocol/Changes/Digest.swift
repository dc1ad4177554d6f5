internal import Crypto

/// The content of a set of rows: how many, and the sum (mod 2^64) of their content hashes.
///
/// Independent of order, so each side keeps it up to date by adding and subtracting single rows.
public struct Digest: Hashable, Sendable {
    public private(set) var count: UInt64
    public private(set) var sum: UInt64

    public static let empty = Digest(count: 0, sum: 0)

    public init(count: UInt64, sum: UInt64) {
        self.count = count
        self.sum = sum
    }

    public mutating func add(_ hash: ContentHash) {
        count &+= 1
        sum &+= hash.rawValue
    }

    public mutating func remove(_ hash: ContentHash) {
        count &-= 1
        sum &-= hash.rawValue
    }

    public mutating func add(_ other: Digest) {
        count &+= other.count
        sum &+= other.sum
    }
}

/// 64 bits that stand for one row's table, id and cells.
public struct ContentHash: Hashable, Sendable {
    public let rawValue: UInt64

    /// The first 8 bytes of SHA-256 over table id, row id, and each cell that is not NULL in the order of
    /// column ids: column id, type tag, value. A column that one side does not know yet and that is NULL
    /// changes nothing.
    ///
    /// - Parameter cells: sorted by column, each column once.
    public init(table: TableID, row: RowID, cells: some Swift.Sequence<Cell>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        append(UInt64(table.rawValue), to: &bytes)
        append(row.high, to: &bytes)
        append(row.low, to: &bytes)
        for cell in cells {
            append(cell, to: &bytes)
        }
        var result: UInt64 = 0
        for byte in SHA256.hash(data: bytes).prefix(8) { result = result << 8 | UInt64(byte) }
        self.rawValue = result
    }
}

private func append(_ cell: Cell, to bytes: inout [UInt8]) {
    switch cell.value {
    case .null:
        return
    case .integer(let value):
        append(UInt64(cell.column.rawValue) << 8 | 1, to: &bytes)
        append(UInt64(bitPattern: value), to: &bytes)
    case .real(let value):
        append(UInt64(cell.column.rawValue) << 8 | 2, to: &bytes)
        append(value == 0 ? 0 : value.bitPattern, to: &bytes)
    case .text(let text):
        append(UInt64(cell.column.rawValue) << 8 | 3, to: &bytes)
        append(UInt64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
    case .blob(let blob):
        append(UInt64(cell.column.rawValue) << 8 | 4, to: &bytes)
        append(UInt64(blob.count), to: &bytes)
        bytes.append(contentsOf: blob)
    }
}

private func append(_ number: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
}
