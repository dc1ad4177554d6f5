/// How often something comes back: every k weeks or months, so many times or until a day.
///
/// Weeks keep the day of the week, months the day of the month; a month that has no such day counts, but nothing
/// takes place in it. Wall times are nobody's business here: 17:00 stays 17:00 when clocks are changed.
public struct Recurrence: Hashable, Sendable {
    /// What is counted.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case weekly, monthly
    }

    /// When it is over.
    public enum End: Hashable, Sendable {
        /// After so many times, 1 to `countMax`.
        case count(Int)
        /// After this day; the day itself belongs to it.
        case until(CivilDate)
    }

    public let unit: Unit
    /// Every so many weeks or months, 1 to `everyMax`.
    public let every: Int
    public let end: End

    public static let everyMax = 60
    public static let countMax = 366
    /// Nothing is planned further ahead than so many years after the first day.
    public static let yearsMax = 5

    /// - Throws: `series-number` for a number out of its range.
    public init(_ unit: Unit, every: Int = 1, _ end: End) throws(DomainError) {
        guard (1...Self.everyMax).contains(every) else {
            throw .seriesNumber("every", every, Self.everyMax)
        }
        if case .count(let count) = end, !(1...Self.countMax).contains(count) {
            throw .seriesNumber("count", count, Self.countMax)
        }
        self.unit = unit
        self.every = every
        self.end = end
    }

    /// Reads `weekly/1 count=5`, `monthly/2 until=2027-12-31`: how `series.rule` holds it.
    ///
    /// - Throws: `series-rule` for a text that is none, `series-number`.
    public init(_ text: some StringProtocol) throws(DomainError) {
        let words = text.split(separator: " ")
        guard words.count == 2 else { throw .seriesRule(String(text)) }
        let often = words[0].split(separator: "/", omittingEmptySubsequences: false)
        let last = words[1].split(separator: "=", omittingEmptySubsequences: false)
        guard often.count == 2, last.count == 2, let unit = Unit(rawValue: String(often[0])),
            let every = number(ArraySlice(often[1].utf8))
        else { throw .seriesRule(String(text)) }
        switch last[0] {
        case "count":
            guard let count = number(ArraySlice(last[1].utf8)) else {
                throw .seriesRule(String(text))
            }
            try self.init(unit, every: every, .count(count))
        case "until":
            guard let day = CivilDate(last[1]) else { throw .seriesRule(String(text)) }
            try self.init(unit, every: every, .until(day))
        default: throw .seriesRule(String(text))
        }
    }

    /// The days on which it comes back, in order. None when it ends before it begins.
    ///
    /// - Throws: `series-too-long` when it goes on for more than `yearsMax` years.
    public func days(from first: CivilDate) throws(DomainError) -> [SeriesDay] {
        let limit = (first.year + Self.yearsMax, first.month, first.day)
        var result: [SeriesDay] = []
        if case .until(let day) = end, (day.year, day.month, day.day) > limit {
            throw .seriesTooLong(day.description)
        }
        while true {
            if case .count(let count) = end, result.count == count { return result }
            let day = day(number: result.count, from: first)
            if case .until(let last) = end, day.parts > (last.year, last.month, last.day) {
                return result
            }
            guard day.parts <= limit, day.year <= 9999 else {
                throw .seriesTooLong(day.description)
            }
            result.append(day)
        }
    }

    /// The same, over before this day.
    public func ending(before day: CivilDate) -> Recurrence {
        guard let last = day.adding(days: -1) else { return self }
        if case .until(let until) = end, until < last { return self }
        return (try? Recurrence(unit, every: every, .until(last))) ?? self
    }

    /// The least number of days from one to the next.
    public var daysApartMin: Int { unit == .weekly ? 7 * every : 28 * every }

    private func day(number: Int, from first: CivilDate) -> SeriesDay {
        switch unit {
        case .weekly:
            let date = first.adding(days: 7 * every * number)
            return date.map { SeriesDay($0) } ?? SeriesDay(year: 10_000, month: 1, day: 1)
        case .monthly:
            let months = first.month - 1 + every * number
            return SeriesDay(
                year: first.year + months / 12, month: months % 12 + 1, day: first.day)
        }
    }
}

extension Recurrence: CustomStringConvertible {
    /// As `series.rule` holds it.
    public var description: String {
        switch end {
        case .count(let count): "\(unit.rawValue)/\(every) count=\(count)"
        case .until(let day): "\(unit.rawValue)/\(every) until=\(day)"
        }
    }
}

/// A day that a series names: perhaps one that its month does not have.
public struct SeriesDay: Hashable, Sendable, Comparable {
    let year: Int
    let month: Int
    let day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    public init(_ date: CivilDate) {
        self.init(year: date.year, month: date.month, day: date.day)
    }

    /// Reads `YYYY-MM-DD`, also of a day that does not exist.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            let year = number(ArraySlice(parts[0].utf8)),
            let month = number(ArraySlice(parts[1].utf8)),
            let day = number(ArraySlice(parts[2].utf8)), (1...12).contains(month),
            (1...31).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day; `nil` when the month does not have it.
    public var date: CivilDate? { CivilDate(year: year, month: month, day: day) }

    public static func < (left: SeriesDay, right: SeriesDay) -> Bool { left.parts < right.parts }

    var parts: (Int, Int, Int) { (year, month, day) }

    /// As people write it: `30/3 2027`, `30 Mar 2027`; a day that does not exist as `31/2 2027`.
    public func shown(in language: Language) -> String {
        date?.shown(in: language) ?? "\(day)/\(month) \(year)"
    }
}

extension SeriesDay: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
}
