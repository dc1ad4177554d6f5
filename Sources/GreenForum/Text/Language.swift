/// The languages that people are spoken to in.
public enum Language: String, Hashable, Sendable, CaseIterable {
    case da, en

    /// The language of a run: what was asked for, else the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that says
    /// anything; Danish for Danish, English for all else.
    ///
    /// - Parameters:
    ///   - option: what the person asked for, `da` or `en`; others are passed over.
    ///   - environment: the process's variables.
    public init(option: String?, environment: [String: String]) {
        if let option, let language = Language(rawValue: option.lowercased()) {
            self = language
            return
        }
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        let value = names.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        self = value.lowercased().hasPrefix("da") ? .da : .en
    }
}
