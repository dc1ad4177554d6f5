/// What is wrong with something a person typed or a file said: a stable code and a sentence in both languages.
public struct DomainError: Error, Hashable, Sendable {
    /// Lower-case letters and hyphens, e.g. `date-impossible`.
    public let code: String
    /// What is wrong and, where it helps, what to write instead.
    public let sentence: LocalText
    /// What a reason needs to say the same later, such as the time to write instead.
    public let detail: String

    public init(_ code: String, da: String, en: String, detail: String = "") {
        self.code = code
        self.detail = detail
        self.sentence = LocalText(da: da, en: en)
    }
}

extension DomainError: CustomStringConvertible {
    /// The code and the English sentence.
    public var description: String { "\(code): \(sentence.en)" }
}
