/// One bit that turned over, and what came of it.
package struct Flip: Hashable, Codable, Sendable {
    package enum End: String, Hashable, Codable, Sendable, CaseIterable {
        /// Nobody was told anything, and all is as without it.
        case harmless
        /// All is as without it after a sync or `doctor`.
        case mended
        /// People were told, and not all could be put right.
        case reported
        /// Nobody was told, and work is other than its author made it: nothing tells it from his own.
        case unnoticed
        /// A promise was broken.
        case violation
    }

    package let offset: Int
    package let bit: Int
    /// The table or index whose page it is.
    package let place: String
    package let end: End
    /// What was said first, or what is wrong; of one kind for many flips.
    package let kind: String
    /// More of it, for whoever follows it up.
    package let detail: String

    package init(
        offset: Int, bit: Int, place: String, end: End, kind: String = "", detail: String = ""
    ) {
        self.offset = offset
        self.bit = bit
        self.place = place
        self.end = end
        self.kind = kind
        self.detail = detail
    }
}

extension Flip {
    /// The bit of a byte that is turned over: drawn, and always the same.
    package static func bit(of offset: Int) -> Int {
        var dice = SeededRandom(seed: UInt64(offset))
        return dice.below(8)
    }
}

extension Flip: CustomStringConvertible {
    package var description: String {
        "byte \(offset) bit \(bit) (\(place)): \(end.rawValue) \(kind) \(detail)"
    }
}
