internal import SyncProtocol

extension BookingRecord {
    /// What is wished for; `nil` when the cells hold no such thing.
    public var wished: RoomSlot? {
        guard let resource, let wallStart, let wallEnd else { return nil }
        return RoomSlot(resource: resource, start: wallStart, end: wallEnd)
    }

    /// What is held; `nil` while nothing is.
    public var granted: RoomSlot? {
        guard let grantedResource, let grantedStart, let grantedEnd else { return nil }
        return RoomSlot(resource: grantedResource, start: grantedStart, end: grantedEnd)
    }

    /// What would do as well, in order.
    public var otherSlots: [RoomSlot] { RoomSlot.list(alternatives) }
}

extension SignupRecord {
    /// The code on the slip.
    public var slipCode: SlipCode { SlipCode(for: id) }

    /// Whether the person wants to come.
    public var isIn: Bool { wish == "in" }

    /// What a person should know of it.
    public var knownFlags: [SignupFlags.Flag] { SignupFlags(flags).all }
}

extension EventRecord {
    /// When it takes place; `nil` when its times cannot be read.
    public var span: TimeSpan? {
        guard let wallStart, let wallEnd, let zone = Zone.named(zone) else { return nil }
        return try? TimeSpan(from: wallStart, to: wallEnd, in: zone)
    }
}
