internal import Foundation
internal import SyncProtocol

/// Instants as people and programs read them.
enum Moment {
    /// RFC 3339 in UTC with milliseconds, e.g. `2027-03-18T16:00:00.000Z`.
    static func utc(_ milliseconds: Milliseconds) -> String {
        guard let parts = parts(milliseconds, local: false) else { return String(milliseconds) }
        let fraction = ((milliseconds % 1000) + 1000) % 1000
        return "\(parts.date)T\(parts.time):\(two(parts.seconds)).\(three(fraction))Z"
    }

    /// Date and time of day in this machine's zone, e.g. `2027-03-18 17:00`.
    static func local(_ milliseconds: Milliseconds) -> String {
        guard let parts = parts(milliseconds, local: true) else { return String(milliseconds) }
        return "\(parts.date) \(parts.time)"
    }

    /// The machine's clock, in milliseconds since 1970.
    static func now() -> Milliseconds {
        Milliseconds(Date().timeIntervalSince1970 * 1000)
    }

    private static func parts(
        _ milliseconds: Milliseconds, local: Bool
    ) -> (date: String, time: String, seconds: Int64)? {
        var seconds = time_t((Double(milliseconds) / 1000).rounded(.down))
        var broken = tm()
        guard (local ? localtime_r(&seconds, &broken) : gmtime_r(&seconds, &broken)) != nil else {
            return nil
        }
        let year = Int64(broken.tm_year) + 1900
        let date = "\(four(year))-\(two(Int64(broken.tm_mon) + 1))-\(two(Int64(broken.tm_mday)))"
        let time = "\(two(Int64(broken.tm_hour))):\(two(Int64(broken.tm_min)))"
        return (date, time, Int64(broken.tm_sec))
    }

    private static func two(_ number: Int64) -> String { padded(number, 2) }
    private static func three(_ number: Int64) -> String { padded(number, 3) }
    private static func four(_ number: Int64) -> String { padded(number, 4) }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
