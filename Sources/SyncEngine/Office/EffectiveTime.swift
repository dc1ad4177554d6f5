package import SyncProtocol

/// When a change set happened, as far as the office can know: a claimed time is believed inside the
/// bounds that the office saw itself.
///
/// Nobody is refused for a clock, and no wrong clock wins.
package struct EffectiveTime: Hashable, Sendable {
    package let at: Milliseconds
    /// The claim was outside the bounds; `at` is the time of receipt.
    package let isDoubtful: Bool

    /// How far a claim may be ahead of the office: the error of the measured offset.
    package static let aheadMillisecondsMax: Milliseconds = 2_000
    /// How far a claim may be before the previous contact: what is made between sealing and Hello.
    package static let behindMillisecondsMax: Milliseconds = 30_000

    /// - Parameters:
    ///   - claimed: by the device's clock, corrected by its measured offset.
    ///   - previousContact: when the device last handed over everything it had.
    ///   - now: the office's time at receipt.
    package init(claimed: Milliseconds, previousContact: Milliseconds, now: Milliseconds) {
        let earliest = previousContact.subtractingReportingOverflow(Self.behindMillisecondsMax)
        let latest = now.addingReportingOverflow(Self.aheadMillisecondsMax)
        let isAfterContact = earliest.overflow || claimed >= earliest.partialValue
        let isBeforeNow = latest.overflow || claimed <= latest.partialValue
        self.isDoubtful = !(isAfterContact && isBeforeNow)
        self.at = isDoubtful ? now : min(claimed, now)
    }

    /// A time that the office itself knows.
    package init(known: Milliseconds) {
        self.at = known
        self.isDoubtful = false
    }
}
