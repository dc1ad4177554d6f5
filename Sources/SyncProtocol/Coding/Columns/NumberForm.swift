/// How a column's values are numbers for the coder.
enum NumberForm: Int {
    /// They are not.
    case none = 0
    /// Integers as they are.
    case integer = 1
    /// Texts `YYYY-MM-DDTHH:MM` as minutes since 1970.
    case wall = 2
    /// Texts `YYYY-MM-DD` as days since 1970.
    case date = 3

    /// Milliseconds of one step: columns of different forms predict each other through this.
    var unit: Int64 {
        switch self {
        case .none, .integer: 1
        case .wall: 60_000
        case .date: 86_400_000
        }
    }

    /// - Returns: the number; `nil` unless `value(of:)` makes exactly this value of it.
    func number(of value: Value) -> Int64? {
        switch (self, value) {
        case (.integer, .integer(let number)): number
        case (.wall, .text(let text)): CalendarText.minutes(of: text)
        case (.date, .text(let text)): CalendarText.days(of: text)
        case (.none, _), (.integer, _), (.wall, _), (.date, _): nil
        }
    }

    /// - Returns: `nil` when no value of this form has the number.
    func value(of number: Int64) -> Value? {
        switch self {
        case .none: nil
        case .integer: .integer(number)
        case .wall: CalendarText.wall(minutes: number).map(Value.text)
        case .date: CalendarText.date(days: number).map(Value.text)
        }
    }
}

/// Days of the Gregorian calendar, years 0000 ... 9999, as numbers and as text.
enum CalendarText {
    private static let daysMin: Int64 = -719_528
    private static let daysMax: Int64 = 2_932_896

    static func minutes(of text: String) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            let days = days(of: bytes[..<10]), let hour = number(bytes[11..<13]),
            let minute = number(bytes[14..<16]), hour < 24, minute < 60
        else { return nil }
        return (days * 24 + hour) * 60 + minute
    }

    static func days(of text: String) -> Int64? {
        let bytes = Array(text.utf8)
        return bytes.count == 10 ? days(of: bytes[...]) : nil
    }

    static func wall(minutes: Int64) -> String? {
        let days = minutes >= 0 ? minutes / 1_440 : -((1_439 &- minutes) / 1_440)
        guard var bytes = dateBytes(days: days) else { return nil }
        let minute = minutes - days * 1_440
        bytes.append(UInt8(ascii: "T"))
        append(minute / 60, 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(minute % 60, 2, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    static func date(days: Int64) -> String? {
        dateBytes(days: days).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func days(of bytes: ArraySlice<UInt8>) -> Int64? {
        let start = bytes.startIndex
        guard bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
            let year = number(bytes[start..<start + 4]),
            let month = number(bytes[start + 5..<start + 7]),
            let day = number(bytes[start + 8..<start + 10]),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let days = days(year: year, month: month, day: day)
        // A day that the month does not have is another date's number: no form of it.
        let back = civil(days: days)
        return back.year == year && back.month == month && back.day == day ? days : nil
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        var result: Int64 = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            result = result * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return result
    }

    private static func dateBytes(days: Int64) -> [UInt8]? {
        guard days >= daysMin, days <= daysMax else { return nil }
        let civil = civil(days: days)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        append(civil.year, 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(civil.month, 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(civil.day, 2, to: &bytes)
        return bytes
    }

    private static func append(_ value: Int64, _ width: Int, to bytes: inout [UInt8]) {
        var divisor: Int64 = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / divisor % 10))
            divisor /= 10
        }
    }

    /// Source: Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
