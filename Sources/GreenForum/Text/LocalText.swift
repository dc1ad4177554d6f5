/// One text for people in both languages. Names in braces stand for what is filled in.
public struct LocalText: Hashable, Sendable {
    public let da: String
    public let en: String

    public init(da: String, en: String) {
        self.da = da
        self.en = en
    }

    /// The text in one language.
    public subscript(language: Language) -> String {
        switch language {
        case .da: da
        case .en: en
        }
    }

    /// Both texts with `{name}` replaced by the argument of that name; a name without an argument leaves nothing.
    public func filled(with arguments: [String: String]) -> LocalText {
        LocalText(da: Self.fill(da, arguments), en: Self.fill(en, arguments))
    }

    /// The names in braces, the same in both languages.
    var argumentNames: (da: Set<String>, en: Set<String>) {
        (Self.names(in: da), Self.names(in: en))
    }

    private static func fill(_ text: String, _ arguments: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            result += arguments[String(rest[rest.index(after: open)..<close])] ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private static func names(in text: String) -> Set<String> {
        var result: Set<String> = []
        for part in text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1) {
            if let close = part.firstIndex(of: "}") { result.insert(String(part[..<close])) }
        }
        return result
    }
}
