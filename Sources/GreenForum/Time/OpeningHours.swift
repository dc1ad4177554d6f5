/// When a resource may be used on each day of the week.
///
/// Written as in `mon-fri 08:00-22:00, sat 09:00-16:00`: days without hours are closed. Danish names of days are
/// read too.
public struct OpeningHours: Hashable, Sendable {
    /// Minutes of the day for Monday … Sunday; `nil`: closed.
    private var days: [ClosedRange<Int>?]

    private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let danish = ["man", "tir", "ons", "tor", "fre", "lør", "søn"]

    /// Every day from midnight to midnight.
    public static let always = OpeningHours(days: Array(repeating: 0...1_440, count: 7))

    private init(days: [ClosedRange<Int>?]) {
        self.days = days
    }

    /// - Returns: `nil` when the text is no opening hours.
    public init?(_ text: some StringProtocol) {
        var days: [ClosedRange<Int>?] = Array(repeating: nil, count: 7)
        for part in String(text).split(separator: ",") {
            let words = part.split(separator: " ")
            guard words.count == 2, let range = Self.days(words[0]),
                let hours = Self.hours(words[1])
            else { return nil }
            for day in range { days[day] = hours }
        }
        guard days.contains(where: { $0 != nil }) else { return nil }
        self.days = days
    }

    /// From when to when it may be used on a day, in minutes; `nil`: closed.
    public func minutes(on date: CivilDate) -> ClosedRange<Int>? { days[date.weekday - 1] }

    /// Whether it may be used all the time between two wall times. Over midnight only when both days are open
    /// there.
    public func contain(from start: WallTime, to end: WallTime) -> Bool {
        guard start < end else { return false }
        var date = start.date
        for _ in 0...366 {
            let from = date == start.date ? start.minuteOfDay : 0
            let to = date == end.date ? end.minuteOfDay : 1_440
            if to > from {
                guard let open = minutes(on: date) else { return false }
                guard open.lowerBound <= from, to <= open.upperBound else { return false }
            }
            guard date < end.date, let next = date.adding(days: 1) else { return true }
            date = next
        }
        return false
    }

    private static func days(_ text: Substring) -> ClosedRange<Int>? {
        let ends = text.lowercased().split(separator: "-").map { name in
            names.firstIndex(of: String(name.prefix(3)))
                ?? danish.firstIndex(of: String(name.prefix(3)))
        }
        guard let first = ends.first, let start = first else { return nil }
        guard ends.count == 2 else { return ends.count == 1 ? start...start : nil }
        guard let end = ends[1], start <= end else { return nil }
        return start...end
    }

    private static func hours(_ text: Substring) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-").map(minutes)
        guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else {
            return nil
        }
        return start...end
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(whereSeparator: { $0 == ":" || $0 == "." })
        guard (1...2).contains(parts.count), let hour = number(ArraySlice(parts[0].utf8)) else {
            return nil
        }
        let minute = parts.count == 2 ? number(ArraySlice(parts[1].utf8)) : 0
        guard let minute, minute < 60, hour * 60 + minute <= 1_440 else { return nil }
        return hour * 60 + minute
    }
}

extension OpeningHours: CustomStringConvertible {
    /// Days with the same hours are drawn together.
    public var description: String {
        var parts: [String] = []
        var index = 0
        while index < 7 {
            var last = index
            while last + 1 < 7, days[last + 1] == days[index] { last += 1 }
            if let hours = days[index] {
                let name =
                    last == index ? Self.names[index] : "\(Self.names[index])-\(Self.names[last])"
                parts.append("\(name) \(clock(hours.lowerBound))-\(clock(hours.upperBound))")
            }
            index = last + 1
        }
        return parts.joined(separator: ", ")
    }

    private func clock(_ minutes: Int) -> String {
        "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }
}
