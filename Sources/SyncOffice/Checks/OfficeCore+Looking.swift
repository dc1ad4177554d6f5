package import SyncEngine
package import SyncProtocol

/// What the office remembers, for those who check it: each in one state of the store.
extension OfficeCore {
    /// The log after a sequence, in order, at most `limit` entries.
    package func log(after sequence: Sequence = .zero, limit: Int = .max) throws -> [LogEntry] {
        try store.read { try store.log(after: sequence, limit: limit) }
    }

    /// The epochs that were opened.
    package func epochs() throws -> EpochHistory { try store.read { try store.epochs() } }

    /// Every verdict on a device's sets, in the order of their numbers.
    package func verdicts(
        of device: DeviceID
    ) throws -> [(number: ChangeNumber, verdict: Verdict)] {
        try store.read {
            try store.verdicts(of: device, in: .first...ChangeNumber(UInt64(Int64.max)))
        }
    }

    /// Every segment of a device that was judged, in order.
    package func segments(of device: DeviceID) throws -> [SegmentOrder.Remembered] {
        try store.read { try store.segments(of: device) }
    }

    /// All devices as they are kept, oldest first.
    package func deviceRecords() throws -> [DeviceRecord] {
        try store.read { try store.devices() }
    }

    /// Deleted rows that are remembered, in the order of their deletion.
    package func tombstones() throws -> [Tombstone] {
        try store.read { try store.tombstones() }
    }

    /// Where a row stands in the feed, deleted or not.
    package func place(of key: RowKey) throws -> RowPlace? {
        try store.read { try store.place(of: key) }
    }

    /// The kept digests, sorted by scope.
    package func digests() throws -> [(scope: Scope, digest: Digest)] {
        try store.read { try store.digests() }
    }
}
