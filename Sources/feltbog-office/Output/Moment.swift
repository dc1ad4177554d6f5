internal import Foundation
internal import SyncProtocol

/// Instants as people and programs read them.
enum Moment {
    /// Date and time of day in this machine's zone, e.g. `2027-03-18 17:00`.
    static func local(_ milliseconds: Milliseconds) -> String {
        let style = Date.VerbatimFormatStyle(
            format: """
                \(year: .padded(4))-\(month: .twoDigits)-\(day: .twoDigits) \
                \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)
                """,
            timeZone: .current, calendar: Calendar(identifier: .gregorian))
        return date(milliseconds).formatted(style)
    }

    /// RFC 3339 in UTC, whole seconds, e.g. `2027-03-18T16:00:00Z`.
    static func utc(_ milliseconds: Milliseconds) -> String {
        date(milliseconds).formatted(.iso8601)
    }

    /// The machine's clock.
    static func now() -> Milliseconds {
        Milliseconds((Date().timeIntervalSince1970 * 1_000).rounded(.down))
    }

    private static func date(_ milliseconds: Milliseconds) -> Date {
        // Far beyond what any office keeps, and within what calendars can say.
        let clamped = min(max(milliseconds, -62_135_596_800_000), 253_402_300_799_999)
        return Date(timeIntervalSince1970: Double(clamped) / 1_000)
    }
}
