/// What a cell holds: SQLite's five storage classes.
public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    /// Never NaN; -0.0 is 0.0, as SQLite keeps it.
    case real(Double)
    /// Normalised (NFC), no NUL. Compared byte for byte.
    case text(String)
    case blob([UInt8])

    public static func row(_ id: RowID) -> Value { .blob(id.bytes) }

    public static func boolean(_ flag: Bool) -> Value { .integer(flag ? 1 : 0) }

    public var isNull: Bool { self == .null }

    public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

    public var text: String? { if case .text(let value) = self { value } else { nil } }

    /// The row id, when this is a blob of 16 bytes that is one.
    public var row: RowID? { if case .blob(let bytes) = self { RowID(bytes: bytes) } else { nil } }

    /// Byte equality of text: two spellings of å that Swift calls equal are two values in SQLite.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let a), .integer(let b)): a == b
        case (.real(let a), .real(let b)): a == b
        case (.text(let a), .text(let b)):
            a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8)
        case (.blob(let a), .blob(let b)): a == b
        case (.null, _), (.integer, _), (.real, _), (.text, _), (.blob, _): false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .integer(let value): hasher.combine(value)
        case .real(let value): hasher.combine(value)
        case .text(var value): value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        case .blob(let bytes): hasher.combine(bytes)
        }
    }
}
