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
        var content = RowContent(table: table, row: row)
        for cell in cells { content.append(cell.column, cell.value) }
        self = content.hash
    }

    /// As above, for the usual case without generics.
    public init(table: TableID, row: RowID, cells: [Cell]) {
        var content = RowContent(table: table, row: row)
        for cell in cells { content.append(cell.column, cell.value) }
        self = content.hash
    }

    /// As above, for a whole row: no list of cells is made.
    ///
    /// - Parameters:
    ///   - values: one for each column of the table, in its order.
    ///   - unknown: cells of columns that the table does not have, sorted by column.
    public init(table: TableSchema, row: RowID, values: [Value], unknown: [Cell] = []) {
        var content = RowContent(table: table.id, row: row)
        var rest = unknown[...]
        for index in 0..<min(values.count, table.columns.count) {
            let column = table.columns[index].id
            while let cell = rest.first, cell.column < column {
                content.append(cell.column, cell.value)
                rest = rest.dropFirst()
            }
            content.append(column, values[index])
        }
        for cell in rest { content.append(cell.column, cell.value) }
        self = content.hash
    }

    fileprivate init(rawValue: UInt64) {
        self.rawValue = rawValue
    }
}

/// The bytes that a content hash is made of.
private struct RowContent {
    private var bytes: [UInt8] = []

    init(table: TableID, row: RowID) {
        bytes.reserveCapacity(480)
        append(UInt64(table.rawValue))
        append(row.high)
        append(row.low)
    }

    var hash: ContentHash {
        let digest = bytes.withUnsafeBytes { content in
            var hash = SHA256()
            hash.update(bufferPointer: content)
            return hash.finalize()
        }
        let start = digest.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
        return ContentHash(rawValue: UInt64(bigEndian: start))
    }

    mutating func append(_ column: ColumnID, _ value: Value) {
        let tag = UInt64(column.rawValue) << 8
        switch value {
        case .null:
            return
        case .integer(let number):
            append(tag | 1)
            append(UInt64(bitPattern: number))
        case .real(let number):
            append(tag | 2)
            append(number == 0 ? 0 : number.bitPattern)
        case .text(var text):
            append(tag | 3)
            text.withUTF8 { utf8 in
                append(UInt64(utf8.count))
                bytes.append(contentsOf: utf8)
            }
        case .blob(let blob):
            append(tag | 4)
            append(UInt64(blob.count))
            bytes.append(contentsOf: blob)
        }
    }

    /// Eight bytes, most significant first.
    private mutating func append(_ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
