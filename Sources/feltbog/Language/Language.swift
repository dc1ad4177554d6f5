#if canImport(Glibc)
internal import Glibc
#endif

/// The reader's language. Every sentence for people exists in both.
enum Language: String, CaseIterable, Sendable {
    case da, en

    /// Danish when the environment's locale is Danish (`LC_ALL`, `LC_MESSAGES`, `LANG`, in this order), else English.
    static func fromEnvironment(_ variable: (String) -> String?) -> Language {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = variable(name), !value.isEmpty else { continue }
            return value.lowercased().hasPrefix("da") ? .da : .en
        }
        return .en
    }

    /// The language of this run: `--lang` wherever it stands on the command line (help texts need it before
    /// the line is parsed), else the environment's.
    static let current: Language = {
        let words = CommandLine.arguments
        for (index, word) in words.enumerated() {
            if word == "--lang", index + 1 < words.count, let found = Language(rawValue: words[index + 1]) {
                return found
            }
            if word.hasPrefix("--lang="), let found = Language(rawValue: String(word.dropFirst(7))) {
                return found
            }
        }
        return fromEnvironment(environment)
    }()
}

/// An environment variable; `nil` when it is not set.
func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
