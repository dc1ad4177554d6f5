public import SyncProtocol

/// A time as the clock on the wall says: a day, an hour and a minute, in a zone that is told elsewhere.
public struct WallTime: Hashable, Sendable, Comparable {
    public let date: CivilDate
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int

    /// - Returns: `nil` for an hour or minute that no clock shows.
    public init?(date: CivilDate, hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        self.date = date
        self.hour = hour
        self.minute = minute
    }

    /// Reads `YYYY-MM-DDTHH:MM` and nothing else: how the tables hold it.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            let date = CivilDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16])
        else { return nil }
        self.init(date: date, hour: hour, minute: minute)
    }

    /// The time so many minutes after 1970-01-01T00:00, as if no clock was ever changed; `nil` outside the years
    /// 1 to 9999.
    public init?(minuteNumber: Int) {
        let day = Int((Double(minuteNumber) / 1_440).rounded(.down))
        guard let date = CivilDate(dayNumber: day) else { return nil }
        let minutes = minuteNumber - day * 1_440
        self.init(date: date, hour: minutes / 60, minute: minutes % 60)
    }

    /// Minutes since 1970-01-01T00:00, as if no clock was ever changed.
    public var minuteNumber: Int { date.dayNumber * 1_440 + minuteOfDay }

    /// 0 to 1439.
    public var minuteOfDay: Int { hour * 60 + minute }

    /// What the clock shows so many minutes later on a day without a change of clocks; `nil` outside the years 1 to
    /// 9999.
    public func adding(minutes: Int) -> WallTime? {
        let (sum, overflow) = minuteNumber.addingReportingOverflow(minutes)
        return overflow ? nil : WallTime(minuteNumber: sum)
    }

    public static func < (left: WallTime, right: WallTime) -> Bool {
        (left.date, left.minuteOfDay) < (right.date, right.minuteOfDay)
    }
}

extension WallTime: CustomStringConvertible {
    /// `YYYY-MM-DDTHH:MM`.
    public var description: String { "\(date)T\(clock)" }

    /// `HH:MM`.
    public var clock: String { "\(padded(hour, 2)):\(padded(minute, 2))" }

    /// The time of the day as people write it: `17.00`, `17:00`.
    public func clock(in language: Language) -> String {
        switch language {
        case .da: "\(padded(hour, 2)).\(padded(minute, 2))"
        case .en: clock
        }
    }

    /// As people write it: `18/3 2027 kl. 17.00`, `18 Mar 2027 17:00`.
    public func shown(in language: Language) -> String {
        switch language {
        case .da: "\(date.shown(in: language)) kl. \(clock(in: language))"
        case .en: "\(date.shown(in: language)) \(clock(in: language))"
        }
    }

    /// The cell of a column of type `wall`.
    public var value: Value { .text(description) }

    /// `nil` unless the value is a wall time as the tables hold it.
    public init?(_ value: Value) {
        guard let text = value.text else { return nil }
        self.init(text)
    }
}

extension CivilDate {
    /// As people write it: `18/3 2027`, `18 Mar 2027`.
    public func shown(in language: Language) -> String {
        switch language {
        case .da: "\(day)/\(month) \(year)"
        case .en: "\(day) \(Self.englishMonths[month - 1]) \(year)"
        }
    }

    private static let englishMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
