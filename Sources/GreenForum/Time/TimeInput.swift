/// Reads days and times as people write them in Denmark, and ISO dates.
///
/// `18/3 2027 17.00`, `18.3.2027 kl. 17`, `18. marts 2027 17:00`, `2027-03-18 17:00`, `2027-03-18T17:00`. Without a
/// year it is the next such day.
public enum TimeInput {
    /// A day and a time.
    ///
    /// - Parameter today: where a day without a year is counted from.
    /// - Throws: `time-unreadable`, `date-impossible`, `clock-impossible`.
    public static func wallTime(
        _ text: String, today: CivilDate? = nil
    ) throws(DomainError) -> WallTime {
        var numbers = try numbers(in: text)
        let day = try takeDay(&numbers, today: today, leaving: 1...2, text)
        return try clock(numbers, on: day, text)
    }

    /// A day alone.
    ///
    /// - Parameter today: where a day without a year is counted from.
    /// - Throws: `time-unreadable`, `date-impossible`.
    public static func date(
        _ text: String, today: CivilDate? = nil
    ) throws(DomainError) -> CivilDate {
        do throws(DomainError) {
            var numbers = try numbers(in: text)
            return try takeDay(&numbers, today: today, leaving: 0...0, text)
        } catch {
            throw error.code == unreadable(text).code ? noDay(text) : error
        }
    }

    /// A time alone, `17`, `17.00` or `kl. 17:00`, on a known day; or a day and a time.
    ///
    /// - Throws: `time-unreadable`, `date-impossible`, `clock-impossible`.
    public static func wallTime(
        _ text: String, onDayOf start: WallTime
    ) throws(DomainError) -> WallTime {
        let numbers = try numbers(in: text)
        if numbers.count <= 2 { return try clock(numbers, on: start.date, text) }
        return try wallTime(text, today: start.date)
    }

    private struct Number {
        let value: Int
        let digits: Int
    }

    /// The first three letters, Danish and English.
    private static let months: [String: Int] = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
        "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
    ]

    /// Words that say nothing: fillers and the days of the week.
    private static let fillers: Set<String> = ["kl", "d", "den", "t", "at", "on", "the"]
    private static let weekdays: Set<String> = [
        "man", "tir", "ons", "tor", "fre", "lør", "søn", "mon", "tue", "wed", "thu", "fri", "sat",
        "sun",
    ]

    /// The numbers in their order; a month's name counts as one.
    private static func numbers(in text: String) throws(DomainError) -> [Number] {
        var result: [Number] = []
        var rest = text.lowercased()[...]
        while let first = rest.first {
            if first.isASCII, first.isNumber {
                let digits = rest.prefix { $0.isASCII && $0.isNumber }
                guard let value = number(ArraySlice(digits.utf8)) else { throw unreadable(text) }
                result.append(Number(value: value, digits: digits.count))
                rest = rest[digits.endIndex...]
            } else if first.isLetter {
                let word = rest.prefix(while: \.isLetter)
                rest = rest[word.endIndex...]
                if fillers.contains(String(word)) { continue }
                let start = String(word.prefix(3))
                if let month = months[start] {
                    result.append(Number(value: month, digits: 2))
                } else if !weekdays.contains(start) {
                    throw unreadable(text)
                }
            } else if " \t/.-–,:\u{A0}".contains(first) {
                rest = rest.dropFirst()
            } else {
                throw unreadable(text)
            }
        }
        return result
    }

    /// Takes the day off the front.
    ///
    /// - Parameter clockCounts: how many numbers may be left for the time.
    private static func takeDay(
        _ numbers: inout [Number], today: CivilDate?, leaving clockCounts: ClosedRange<Int>,
        _ text: String
    ) throws(DomainError) -> CivilDate {
        guard numbers.count >= 2 else { throw unreadable(text) }
        if numbers[0].digits == 4 {
            guard numbers.count >= 3, clockCounts.contains(numbers.count - 3) else {
                throw unreadable(text)
            }
            let parts = numbers.prefix(3).map(\.value)
            numbers.removeFirst(3)
            return try existing(year: parts[0], month: parts[1], day: parts[2])
        }
        let (day, month) = (numbers[0].value, numbers[1].value)
        let third = numbers.count > 2 ? numbers[2] : nil
        let isYear = third.map { $0.digits == 4 || numbers.count - 3 == clockCounts.upperBound }
        if let third, isYear == true, clockCounts.contains(numbers.count - 3) {
            numbers.removeFirst(3)
            let year = third.digits == 2 ? 2_000 + third.value : third.value
            return try existing(year: year, month: month, day: day)
        }
        numbers.removeFirst(2)
        guard clockCounts.contains(numbers.count), let today else { throw unreadable(text) }
        // 29 February may be up to eight years away.
        for year in today.year...today.year + 8 {
            if let date = CivilDate(year: year, month: month, day: day), date >= today {
                return date
            }
        }
        return try existing(year: today.year, month: month, day: day)
    }

    private static func clock(
        _ numbers: [Number], on day: CivilDate, _ text: String
    ) throws(DomainError) -> WallTime {
        guard let hour = numbers.first, numbers.count <= 2, hour.digits <= 2 else {
            throw unreadable(text)
        }
        let minute = numbers.count == 2 ? numbers[1].value : 0
        guard let wall = WallTime(date: day, hour: hour.value, minute: minute) else {
            throw DomainError(
                "clock-impossible",
                da: "Klokken kan ikke være \(hour.value).\(padded(minute, 2)). Skriv fx 17.00.",
                en: "A clock never shows \(hour.value):\(padded(minute, 2)). Write 17:00, say.")
        }
        return wall
    }

    private static func existing(
        year: Int, month: Int, day: Int
    ) throws(DomainError) -> CivilDate {
        if let date = CivilDate(year: year, month: month, day: day) { return date }
        throw DomainError(
            "date-impossible", da: "Datoen \(day)/\(month) \(year) findes ikke.",
            en: "There is no day \(day)/\(month) in \(year).")
    }

    private static func noDay(_ text: String) -> DomainError {
        let shown = String(text.prefix(40))
        return DomainError(
            "time-unreadable",
            da: "»\(shown)« kan ikke læses som en dag. Skriv fx 18/3 2027 eller 2027-03-18.",
            en: "\"\(shown)\" cannot be read as a day. Write 18/3 2027 or 2027-03-18.")
    }

    private static func unreadable(_ text: String) -> DomainError {
        let shown = String(text.prefix(40))
        return DomainError(
            "time-unreadable",
            da: "»\(shown)« kan ikke læses som en tid. Skriv fx 18/3 2027 17.00 eller "
                + "2027-03-18 17:00.",
            en: "\"\(shown)\" cannot be read as a time. Write 18/3 2027 17.00 or 2027-03-18 17:00.")
    }
}
