package import SyncProtocol

/// How far the office's clock is ahead of this device's: a label for what was made offline, never a judge.
///
/// Source: Cristian, "Probabilistic clock synchronization", 1989: half the round trip is the uncertainty.
package struct ClockOffset: Hashable, Sendable {
    /// To add to the own wall clock; at most 2^48 either way.
    package let milliseconds: Milliseconds
    /// How wrong that may be; not negative.
    package let uncertainty: Milliseconds

    package static let none = ClockOffset(milliseconds: 0, uncertainty: 0)

    package init(milliseconds: Milliseconds, uncertainty: Milliseconds) {
        self.milliseconds = milliseconds
        self.uncertainty = uncertainty
    }

    /// - Parameters:
    ///   - sent: the own wall clock when the question was sent.
    ///   - received: the own wall clock when the answer came.
    ///   - office: the office's wall clock when it answered. Any value a peer may say.
    package init(sent: Milliseconds, received: Milliseconds, office: Milliseconds) {
        let (sent, received, office) = (Self.clamp(sent), Self.clamp(received), Self.clamp(office))
        let trip = max(received - sent, 0)
        self.milliseconds = office - (sent + trip / 2)
        self.uncertainty = trip / 2
    }

    /// The wall time of the office when the own clock says `wall`.
    package func corrected(_ wall: Milliseconds) -> Milliseconds {
        Self.clamp(wall) + milliseconds
    }

    private static func clamp(_ time: Milliseconds) -> Milliseconds {
        min(max(time, -(1 << 48)), 1 << 48)
    }
}
