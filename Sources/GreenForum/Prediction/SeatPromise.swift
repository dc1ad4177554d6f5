public import SyncEngine
public import SyncProtocol

/// Seats that a device may promise on the spot, without asking the office: out of a list that it was lent.
public struct SeatPromise: Hashable, Sendable {
    /// The list.
    public let list: RowID
    /// Lent seats that nobody was promised.
    public let left: Int64

    /// `nil` when the device has no list of the event out.
    ///
    /// Read and promise in one transaction: then the device never promises one seat too many, however many programs
    /// work on its replica.
    ///
    /// - Parameter now: the office's time, as far as the device knows it.
    /// - Complexity: a pass over the event's sign-ups.
    public init?(
        of event: RowID, by device: DeviceID, now: Milliseconds, reading rows: any RowReader
    ) throws {
        guard let row = try LentLists.out(by: device, of: event, now: now, reading: rows) else {
            return nil
        }
        let signups = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id, equals: .row(event))
        self.list = row.id
        self.left = LentLists.left(
            of: row, signups: signups.filter { $0[SignupTable.wish].text == "in" })
    }

    /// Whether a party of this size may be promised seats: all of it, or nobody.
    public func covers(party: Int64) -> Bool { party >= 1 && party <= left }
}

extension Row {
    /// Whether this sign-up was promised seats on the spot and the office has not said so yet: final all the same.
    public var hasPromisedSeat: Bool {
        table.id == SignupTable.id && !self[SignupTable.allotment].isNull
            && self[SignupTable.status].text == "received"
            && self[SignupTable.wish].text == "in"
    }
}
