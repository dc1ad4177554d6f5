/// A host and a port as people write them: `office.example:7433`, `192.0.2.7`, `[2001:db8::7]:7433`.
public struct NetworkAddress: Hashable, Sendable {
    /// Where an office listens unless told otherwise.
    public static let defaultPort = 7_433

    /// A name or a numeric address, without brackets.
    public let host: String
    /// 0 ... 65535; 0 asks the system for a free one.
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// - Returns: `nil` when the host is empty or the port no number up to 65535.
    public init?(_ text: String, defaultPort: Int = NetworkAddress.defaultPort) {
        var host = text[...]
        var port: Substring?
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        guard !host.isEmpty, !host.contains(where: \.isWhitespace) else { return nil }
        self.host = String(host)
        guard let port else {
            self.port = defaultPort
            return
        }
        guard port.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let number = UInt16(port) else {
            return nil
        }
        self.port = Int(number)
    }
}

extension NetworkAddress: CustomStringConvertible {
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
