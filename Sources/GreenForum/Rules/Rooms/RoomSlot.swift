public import SyncProtocol

/// A resource from one wall time to another: what a booking wishes for, what it is granted, what would do as well.
public struct RoomSlot: Hashable, Sendable {
    public let resource: RowID
    public let start: WallTime
    public let end: WallTime

    /// At most so many alternatives count.
    public static let alternativesMax = 5

    public init(resource: RowID, start: WallTime, end: WallTime) {
        self.resource = resource
        self.start = start
        self.end = end
    }

    /// Reads `RESOURCE START END`: 32 hexadecimal digits and two wall times.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let resource = RowID(hexadecimal: parts[0]),
            let start = WallTime(parts[1]), let end = WallTime(parts[2])
        else { return nil }
        self.init(resource: resource, start: start, end: end)
    }

    /// Reads the column `booking.alternatives`: slots between semicolons, in order. What is no slot is passed over,
    /// and so is what comes after the fifth.
    public static func list(_ text: String?) -> [RoomSlot] {
        let slots = (text ?? "").split(separator: ";").compactMap { RoomSlot($0) }
        return Array(slots.prefix(alternativesMax))
    }

    /// What `list` reads; `nil` for none.
    public static func text(of slots: [RoomSlot]) -> String? {
        slots.isEmpty
            ? nil : slots.prefix(alternativesMax).map(\.description).joined(separator: ";")
    }
}

extension RoomSlot: CustomStringConvertible {
    public var description: String { "\(resource) \(start) \(end)" }
}
