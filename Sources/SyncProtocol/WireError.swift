/// What is wrong with bytes that a peer sent or a file held. Never a trap, never row contents.
public struct WireError: Error, Hashable, Sendable {
    /// Stable codes.
    public enum Code: String, Hashable, Sendable {
        case truncated = "wire-truncated"
        case malformed = "wire-malformed"
        case limitExceeded = "wire-limit-exceeded"
        case unsupported = "wire-unsupported"
        case badSignature = "wire-bad-signature"
    }

    public let code: Code
    /// What was being read, e.g. `hello.cursor`.
    public let context: String

    public init(_ code: Code, _ context: String) {
        self.code = code
        self.context = context
    }
}

extension WireError: CustomStringConvertible {
    public var description: String { "\(code.rawValue) (\(context))" }
}
