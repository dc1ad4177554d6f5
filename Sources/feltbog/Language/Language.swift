internal import Glibc
internal import GreenForum

extension Language {
    /// The language of this run: `--lang` wherever it stands on the command line (help texts need it before
    /// the line is parsed), else the environment's.
    static let current: Language = {
        let words = CommandLine.arguments
        var option: String?
        for (index, word) in words.enumerated() {
            if word == "--lang", index + 1 < words.count { option = words[index + 1] }
            if word.hasPrefix("--lang=") { option = String(word.dropFirst(7)) }
        }
        var variables: [String: String] = [:]
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] { variables[name] = environment(name) }
        return Language(option: option, environment: variables)
    }()
}

/// An environment variable; `nil` when it is not set.
func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}
