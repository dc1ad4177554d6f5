internal import Foundation
internal import GreenForum

/// What this run was started with.
enum Run {
    static let environment = ProcessInfo.processInfo.environment

    /// Known before the command line is parsed, since help texts need it.
    static let language = Language(
        option: option("--lang", in: CommandLine.arguments), environment: environment)

    /// The office's folder, for sentences about what is wrong with it.
    static var folderPath: String {
        DataFolder(option: option("--data", in: CommandLine.arguments), environment: environment)
            .path
    }

    /// The word after an option, wherever it stands.
    static func option(_ name: String, in words: [String]) -> String? {
        for (index, word) in words.enumerated() {
            if word == name, index + 1 < words.count { return words[index + 1] }
            if word.hasPrefix(name + "=") { return String(word.dropFirst(name.count + 1)) }
        }
        return nil
    }
}
