internal import ArgumentParser

/// What the argument parser found wrong, in the language of this run, and how the command is written.
enum ParserSentence {
    static func of(_ error: any Error) -> String {
        let lines = Feltbog.fullMessage(for: error).split(separator: "\n")
        let usage = lines.drop { !$0.hasPrefix(usageMark) }.map { line in
            if line.hasPrefix(usageMark) {
                return UsagePhrase.usage(String(line.dropFirst(usageMark.count)))
            }
            guard line.contains(" --help'"), let command = quoted(line).first else {
                return String(line)
            }
            return "  " + UsagePhrase.seeHelp(command)
        }
        return ([sentence(Feltbog.message(for: error))] + usage).joined(separator: "\n")
    }

    private static let usageMark = "Usage: "

    /// A message of the parser's own is known by how it begins; all others are ours.
    static func sentence(_ message: String) -> String {
        let words = quoted(message)
        let all = words.joined(separator: ", ")
        guard let first = words.first else { return message }
        if message.hasPrefix("Missing expected argument ") || message.hasPrefix("Missing one of: ")
        {
            return UsagePhrase.wordMissing(all)
        }
        if message.hasPrefix("Missing value for ") { return UsagePhrase.valueMissing(first) }
        if message.hasPrefix("Unknown option ") {
            let unknown = UsagePhrase.optionUnknown(first)
            return words.count > 1 ? unknown + " " + UsagePhrase.didYouMean(words[1]) : unknown
        }
        if message.hasPrefix("Unexpected argument ") || message.contains("unexpected arguments: ") {
            return UsagePhrase.argumentTooMany(all)
        }
        if message.hasPrefix("The value "), words.count > 1 {
            let wrong = UsagePhrase.valueInvalid(first, words[1])
            let choices = words.dropFirst(2).joined(separator: ", ")
            return choices.isEmpty ? wrong : wrong + " " + UsagePhrase.chooseAmong(choices)
        }
        return message
    }

    private static func quoted(_ text: some StringProtocol) -> [String] {
        text.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .compactMap { $0.offset.isMultiple(of: 2) ? nil : String($0.element) }
    }
}
