/// What a person should know of a sign-up: the words of `signup.flags`.
public struct SignupFlags: Hashable, Sendable {
    /// One thing to know.
    public enum Flag: String, Hashable, Sendable, CaseIterable {
        /// The device's clock said a time that cannot be; the time of receipt counts.
        case clockDoubtful = "clock-doubtful"
        /// Made before sign-up opened.
        case beforeOpening = "before-opening"
        /// Made after sign-up closed.
        case afterClosing = "after-closing"
        /// Promised a seat out of a lent list that came home too late, or from a copy of the device that had it: it
        /// is first in line.
        case promised
        /// Somebody of another name has the same e-mail or phone: spouses, parents and children.
        case sameContact = "same-contact"
        /// Somebody of the same name has signed up, and neither left an e-mail or phone.
        case sameName = "same-name"
    }

    /// Flags in the order of the cases; words of later versions are kept behind them.
    private var flags: Set<Flag> = []
    private var others: [String] = []

    /// Reads words between commas.
    public init(_ text: String?) {
        for word in (text ?? "").split(separator: ",") {
            if let flag = Flag(rawValue: String(word)) {
                flags.insert(flag)
            } else {
                others.append(String(word))
            }
        }
    }

    /// The known flags, in the order of the cases.
    public var all: [Flag] { Flag.allCases.filter(flags.contains) }

    public mutating func insert(_ flag: Flag) { flags.insert(flag) }

    public mutating func remove(_ flag: Flag) { flags.remove(flag) }

    public func contains(_ flag: Flag) -> Bool { flags.contains(flag) }

    /// `nil` for none.
    public var text: String? {
        let words = all.map(\.rawValue) + others
        return words.isEmpty ? nil : words.joined(separator: ",")
    }
}
