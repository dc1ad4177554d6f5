internal import GreenForum

/// A sentence for people in both languages. `{0}`, `{1}` … stand for what is filled in.
protocol Text: CaseIterable, Hashable, Sendable {
    var forms: (da: String, en: String) { get }
}

extension Text {
    /// The sentence in one language.
    func text(in language: Language, _ arguments: [String] = []) -> String {
        let form = language == .da ? forms.da : forms.en
        var result = ""
        var rest = form[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let index = Int(rest[rest.index(after: open)..<close])
            if let index, arguments.indices.contains(index) { result += arguments[index] }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// The sentence in the language of this run.
    func callAsFunction(_ arguments: String...) -> String {
        text(in: Run.language, arguments)
    }
}
