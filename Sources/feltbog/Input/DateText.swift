internal import Foundation
internal import SyncProtocol

/// Reads dates and wall times as people in Denmark write them.
enum DateText {
    /// `2027-03-18`, `18-03-2027`, `18/3/2027`, `18.3.2027` as `YYYY-MM-DD`; `nil` for a day that does not exist.
    static func date(_ text: some StringProtocol) -> String? {
        let parts = String(text).split(whereSeparator: { "-/.".contains($0) }).map(String.init)
        guard parts.count == 3, parts.allSatisfy({ part in part.allSatisfy { $0.isASCIIDigit } }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == 3 else { return nil }
        let isYearFirst = parts[0].count == 4
        guard isYearFirst || parts[2].count == 4 else { return nil }
        let (year, month, day) =
            isYearFirst ? (numbers[0], numbers[1], numbers[2]) : (numbers[2], numbers[1], numbers[0])
        guard (1...12).contains(month), (1...days(in: month, of: year)).contains(day) else { return nil }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// A date, then `T` or blanks, then `17:00`, `17.00` or `17`, as `YYYY-MM-DDTHH:MM`.
    static func wall(_ text: some StringProtocol) -> String? {
        let parts = String(text).split(whereSeparator: { $0 == "T" || $0 == "t" || $0 == " " })
            .filter { $0.lowercased() != "kl." && $0.lowercased() != "kl" }
        guard parts.count == 2, let date = date(parts[0]) else { return nil }
        let time = parts[1].split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == ":" || $0 == "." })
        guard (1...2).contains(time.count), time.allSatisfy({ (1...2).contains($0.count) }),
            let hour = Int(time[0]), let minute = time.count == 2 ? Int(time[1]) : 0,
            (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        return "\(date)T\(padded(hour, 2)):\(padded(minute, 2))"
    }

    /// RFC 3339, or a wall time in Europe/Copenhagen.
    static func instant(_ text: String) -> Milliseconds? {
        if let wall = wall(text) { return Labels.milliseconds(ofWall: wall) }
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        return Milliseconds((date.timeIntervalSince1970 * 1000).rounded())
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
