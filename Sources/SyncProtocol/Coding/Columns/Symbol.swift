/// What a column's dictionary holds: a value, or a number's difference to its base.
enum Symbol: Hashable {
    case difference(Int64)
    case value(Value)

    /// How a new one is told.
    enum Tag: Int {
        case difference = 1
        case null = 2
        case integer = 3
        case real = 4
        /// Text without NUL, by the text model.
        case text = 5
        /// Text of digits, perhaps after a plus.
        case digits = 6
        /// Any other text, byte by byte.
        case rawText = 7
        case blob = 8
        /// A blob of 16 bytes that is a row id.
        case row = 9
    }

    var tag: Tag {
        switch self {
        case .difference: .difference
        case .value(.null): .null
        case .value(.integer): .integer
        case .value(.real): .real
        case .value(.text(let text)):
            Self.isDigits(text) ? .digits : text.utf8.contains(0) ? .rawText : .text
        case .value(.blob(let bytes)): RowID(bytes: bytes) == nil ? .blob : .row
        }
    }

    private static func isDigits(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "+") ? text.utf8.dropFirst() : text.utf8[...]
        return (1..<32).contains(digits.count)
            && digits.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}
