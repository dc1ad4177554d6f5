internal import Foundation
public import SyncProtocol

/// A time zone by its IANA name, as the system's time zone data know it.
public struct Zone: Hashable, Sendable {
    /// E.g. `Europe/Copenhagen`.
    public let identifier: String

    private let zone: TimeZone

    /// - Returns: `nil` for a name that the system's data do not have.
    public init?(_ identifier: String) {
        guard identifier == "UTC" || identifier.contains("/"),
            let zone = TimeZone(identifier: identifier)
        else { return nil }
        self.identifier = identifier
        self.zone = zone
    }

    private init(identifier: String, zone: TimeZone) {
        self.identifier = identifier
        self.zone = zone
    }

    /// `Europe/Copenhagen`, where nothing else is said.
    public static let copenhagen = Zone(defaultIdentifier) ?? utc

    /// The name of the zone where nothing else is said.
    public static let defaultIdentifier = "Europe/Copenhagen"

    /// Coordinated universal time.
    public static let utc = Zone(identifier: "UTC", zone: .gmt)

    /// The zone of a row: its name, the default where it has none, `nil` for a name that nobody knows.
    public static func named(_ identifier: String?) -> Zone? {
        guard let identifier, identifier != defaultIdentifier else { return copenhagen }
        return Zone(identifier)
    }

    /// When a wall time happens.
    public enum Instant: Hashable, Sendable {
        /// Once.
        case once(Milliseconds)
        /// Twice: clocks are put back over it.
        case twice(first: Milliseconds, second: Milliseconds)
        /// Never: clocks are put forward over it. The clock shows this one instead.
        case never(instead: WallTime)
    }

    /// When this wall time happens here.
    ///
    /// - Complexity: a few look-ups in the zone's table of changes.
    public func instant(of wall: WallTime) -> Instant {
        let asUTC = Milliseconds(wall.minuteNumber) * 60_000
        let day: Milliseconds = 86_400_000
        let before = offset(at: asUTC - day)
        let after = offset(at: asUTC + day)
        let candidates = [asUTC - before, asUTC - after]
        let valid = candidates.filter { offset(at: $0) == asUTC - $0 }
        if let first = valid.min(), let second = valid.max() {
            return first == second ? .once(first) : .twice(first: first, second: second)
        }
        let shift = Int((after - before) / 60_000)
        return .never(instead: wall.adding(minutes: shift) ?? wall)
    }

    /// The first instant at which a clock here shows the time, `nil` when none ever does.
    public func milliseconds(of wall: WallTime) -> Milliseconds? {
        switch instant(of: wall) {
        case .once(let instant), .twice(first: let instant, second: _): instant
        case .never: nil
        }
    }

    /// The first instant at which a clock here shows the time.
    ///
    /// - Throws: `time-missing`, with the time that the clock shows instead.
    public func existing(_ wall: WallTime) throws(DomainError) -> Milliseconds {
        switch instant(of: wall) {
        case .once(let instant), .twice(first: let instant, second: _): return instant
        case .never(let instead):
            throw DomainError(
                "time-missing",
                da:
                    "Klokken \(wall.clock) den \(wall.date.shown(in: .da)) findes ikke: uret stilles "
                    + "frem. Skriv \(instead.clock).",
                en: "There is no \(wall.clock) on \(wall.date.shown(in: .en)): clocks are put "
                    + "forward. Write \(instead.clock).",
                detail: instead.description)
        }
    }

    /// What a clock here shows; `nil` outside the years 1 to 9999. Seconds are dropped.
    public func wallTime(at instant: Milliseconds) -> WallTime? {
        let (local, overflow) = instant.addingReportingOverflow(offset(at: instant))
        guard !overflow else { return nil }
        let minute = (local >= 0 ? local : local - 59_999) / 60_000
        return WallTime(minuteNumber: Int(minute))
    }

    /// Local time minus UTC, in milliseconds.
    private func offset(at instant: Milliseconds) -> Milliseconds {
        let moment = Date(timeIntervalSince1970: Double(instant) / 1_000)
        return Milliseconds(zone.secondsFromGMT(for: moment)) * 1_000
    }
}
