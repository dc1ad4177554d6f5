/// A JSON value whose objects are written with sorted keys, so that equal data are equal bytes.
enum JSON: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    case array([JSON])
    case object([String: JSON])

    /// One line of JSON.
    var line: String {
        var result = ""
        write(to: &result)
        return result
    }

    private func write(to result: inout String) {
        switch self {
        case .null: result += "null"
        case .boolean(let flag): result += flag ? "true" : "false"
        case .integer(let number): result += String(number)
        case .real(let number): result += number.isFinite ? "\(number)" : "null"
        case .text(let text): Self.quote(text, to: &result)
        case .array(let values):
            result += "["
            for (index, value) in values.enumerated() {
                if index > 0 { result += "," }
                value.write(to: &result)
            }
            result += "]"
        case .object(let members):
            result += "{"
            for (index, key) in members.keys.sorted().enumerated() {
                if index > 0 { result += "," }
                Self.quote(key, to: &result)
                result += ":"
                (members[key] ?? .null).write(to: &result)
            }
            result += "}"
        }
    }

    private static func quote(_ text: String, to result: inout String) {
        result += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        result += "\""
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int64) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(nilLiteral: ()) { self = .null }

    init(_ text: String?) { self = text.map(JSON.text) ?? .null }
    init(_ number: Int) { self = .integer(Int64(number)) }
    init(_ number: UInt64) { self = .integer(Int64(clamping: number)) }
}
