internal import GreenForum
internal import SyncProtocol

/// Reads how a series repeats: `--every 1w --count 5`, `--every 1m --until 2027-12-31`.
struct RepeatText {
    private let every: String?
    private let count: String?
    private let until: String?

    /// Takes its words away from the others.
    init(_ words: inout Words) {
        every = words.take("every", "hver")
        count = words.take("count", "antal", "gange")
        until = words.take("until", "til-og-med", "indtil")
    }

    /// Whether the person said anything of the kind.
    var isSaid: Bool { every != nil || count != nil || until != nil }

    /// - Parameter old: what stands where nothing is said; `nil` for a new series.
    /// - Throws: `Failure` (usage), `DomainError` for numbers out of range.
    func recurrence(changing old: Recurrence? = nil) throws -> Recurrence {
        var (unit, number) = (old?.unit, old?.every ?? 1)
        if let every { (unit, number) = try Self.interval(every) }
        guard let unit else { throw Failure(.usage, SeriesPhrase.everyMissing()) }
        return try Recurrence(unit, every: number, end(old))
    }

    private func end(_ old: Recurrence?) throws -> Recurrence.End {
        switch (count, until) {
        case (_?, _?): throw Failure(.usage, SeriesPhrase.endTwice())
        case (let text?, nil):
            guard let number = Int(text) else {
                throw Failure(.usage, UsagePhrase.integer(text, "count"))
            }
            return .count(number)
        case (nil, let text?): return .until(try TimeInput.date(text, today: ValueParser.today()))
        case (nil, nil):
            guard let old else { throw Failure(.usage, SeriesPhrase.endMissing()) }
            return old.end
        }
    }

    /// `1w`, `2 uger`, `month`.
    private static func interval(_ text: String) throws -> (Recurrence.Unit, Int) {
        let typed = text.lowercased().filter { !$0.isWhitespace }
        let digits = typed.prefix { $0.isASCII && $0.isNumber }
        let number = digits.isEmpty ? 1 : Int(digits)
        guard let number, let unit = units[String(typed.dropFirst(digits.count))] else {
            throw Failure(.usage, SeriesPhrase.everyUnreadable(text))
        }
        return (unit, number)
    }

    private static let units: [String: Recurrence.Unit] = [
        "w": .weekly, "week": .weekly, "weeks": .weekly, "weekly": .weekly, "u": .weekly,
        "uge": .weekly, "uger": .weekly, "m": .monthly, "month": .monthly, "months": .monthly,
        "monthly": .monthly, "måned": .monthly, "måneder": .monthly, "md": .monthly,
    ]
}
