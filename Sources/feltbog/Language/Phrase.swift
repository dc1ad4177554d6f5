internal import GreenForum

/// Sentences for people, Danish and English side by side. `{0}`, `{1}` … stand for what is filled in.
protocol Phrase: CaseIterable, Sendable {
    var forms: (da: String, en: String) { get }
}

extension Phrase {
    /// The sentence in one language.
    func text(_ language: Language, _ arguments: [String] = []) -> String {
        var result = language == .da ? forms.da : forms.en
        for (index, argument) in arguments.enumerated() {
            result = replace("{\(index)}", in: result, with: argument)
        }
        return result
    }

    /// The sentence in the language of this run.
    func callAsFunction(_ arguments: String...) -> String {
        text(.current, arguments)
    }
}

private func replace(_ mark: String, in text: String, with replacement: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let range = rest.firstRange(of: mark) {
        result += rest[..<range.lowerBound]
        result += replacement
        rest = rest[range.upperBound...]
    }
    return result + rest
}
