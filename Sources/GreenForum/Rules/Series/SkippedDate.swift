internal import SyncProtocol

/// A date of a series that nothing was granted for, and why.
public struct SkippedDate: Hashable, Sendable {
    public let day: SeriesDay
    public let reason: Reason

    public enum Reason: Hashable, Sendable {
        /// Somebody has the resource; `nil` when the column had no room for who and when.
        case taken(Holder?)
        /// The resource is not lent out, is closed then, or does not exist any more.
        case closed, outsideHours, unknown
        /// The month has no such day.
        case noDay
        /// Clocks are put forward over it. The clock shows this one instead.
        case timeMissing(instead: WallTime)
        /// Somebody who may approve said no.
        case notApproved
    }

    /// Who has it, and when.
    public struct Holder: Hashable, Sendable {
        /// Empty when nobody knows.
        public let name: String
        public let start: WallTime
        public let end: WallTime

        public init(name: String, start: WallTime, end: WallTime) {
            self.name = name
            self.start = start
            self.end = end
        }
    }

    public init(_ day: SeriesDay, _ reason: Reason) {
        self.day = day
        self.reason = reason
    }

    /// Whether `series retry` asks for it again: what can never be, and what a person refused, is not.
    public var canBeRetried: Bool {
        switch reason {
        case .taken, .closed, .outsideHours, .unknown: true
        case .noDay, .timeMissing, .notApproved: false
        }
    }

    /// Reads the column `series.skipped`: a line `DATE REASON …` each. What is none is passed over.
    public static func list(_ text: String?) -> [SkippedDate] {
        (text ?? "").split(separator: "\n").compactMap { SkippedDate($0) }
    }

    /// What `list` reads; `nil` for none. Who and when are left off from the end while it is too long.
    public static func text(of dates: [SkippedDate]) -> String? {
        guard !dates.isEmpty else { return nil }
        let short = dates.map { "\($0.day) \($0.word)" }
        var left = SeriesTable.skipped.byteCountMax - short.reduce(0) { $0 + $1.utf8.count + 1 }
        let lines = zip(dates, short).map { date, short in
            let detail = date.detail
            guard !detail.isEmpty, detail.utf8.count + 1 <= left else { return short }
            left -= detail.utf8.count + 1
            return short + " " + detail
        }
        return lines.joined(separator: "\n")
    }

    private init?(_ line: Substring) {
        let parts = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count >= 2, let day = SeriesDay(parts[0]) else { return nil }
        switch parts[1] {
        case "taken":
            guard parts.count >= 4, let start = WallTime(parts[2]), let end = WallTime(parts[3])
            else {
                self.init(day, .taken(nil))
                return
            }
            let name = parts.count > 4 ? String(parts[4]) : ""
            self.init(day, .taken(Holder(name: name, start: start, end: end)))
        case "closed": self.init(day, .closed)
        case "outside-hours": self.init(day, .outsideHours)
        case "unknown": self.init(day, .unknown)
        case "no-day": self.init(day, .noDay)
        case "time-missing":
            guard parts.count >= 3, let instead = WallTime(parts[2]) else { return nil }
            self.init(day, .timeMissing(instead: instead))
        case "not-approved": self.init(day, .notApproved)
        default: return nil
        }
    }

    private var word: String {
        switch reason {
        case .taken: "taken"
        case .closed: "closed"
        case .outsideHours: "outside-hours"
        case .unknown: "unknown"
        case .noDay: "no-day"
        case .timeMissing(let instead): "time-missing \(instead)"
        case .notApproved: "not-approved"
        }
    }

    private var detail: String {
        guard case .taken(let holder?) = reason else { return "" }
        let name = holder.name.split(whereSeparator: \.isNewline).joined(separator: " ")
        return "\(holder.start) \(holder.end)" + (name.isEmpty ? "" : " " + name)
    }
}
