internal import SyncProtocol

/// A device's way to the office, as the weather and the operators have it.
package struct Link: Hashable, Sendable {
    /// New things sent that way are swallowed, and the connection never carries anything that way again.
    var isCut = [false, false]
    /// Things sent that way wait until the link is unclogged.
    var isClogged = false
    /// Additional latency.
    var delay: Milliseconds = 0

    var isSound: Bool { isCut == [false, false] && !isClogged }
}
