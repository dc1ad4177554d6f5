public import SyncEngine
public import SyncProtocol

extension RoomSlot {
    /// What a booking wishes for; `nil` when its cells hold no such thing.
    public init?(wishedBy booking: Row) {
        guard let resource = booking[BookingTable.resource].row,
            let start = WallTime(booking[BookingTable.wallStart]),
            let end = WallTime(booking[BookingTable.wallEnd])
        else { return nil }
        self.init(resource: resource, start: start, end: end)
    }

    /// What a booking holds; `nil` while it holds nothing.
    public init?(grantedTo booking: Row) {
        guard let resource = booking[BookingTable.grantedResource].row,
            let start = WallTime(booking[BookingTable.grantedStart]),
            let end = WallTime(booking[BookingTable.grantedEnd])
        else { return nil }
        self.init(resource: resource, start: start, end: end)
    }

    /// The cells that grant a slot, or take back what was granted, together with the status.
    static func cells(granting slot: RoomSlot?, status: String) -> [Cell] {
        [
            Cell(BookingTable.status, .text(status)),
            Cell(BookingTable.grantedResource, .optional(slot?.resource)),
            Cell(BookingTable.grantedStart, slot?.start.value ?? .null),
            Cell(BookingTable.grantedEnd, slot?.end.value ?? .null),
        ]
    }

    /// The cells that wish for a slot, as `booking accept` writes them.
    public var wishCells: [Cell] {
        [
            Cell(BookingTable.resource, .row(resource)), Cell(BookingTable.wallStart, start.value),
            Cell(BookingTable.wallEnd, end.value),
        ]
    }
}
