internal import SyncEngine
package import SyncProtocol

/// Forgetting deletions that everybody has heard of.
extension OfficeCore {
    private static let retiredKey = "retired-through"

    /// Forgets deletions that every device has passed, but for those that were shut out or given up, and that
    /// no session may still have to tell.
    ///
    /// A device that has not pulled twice counts as one that has passed nothing: it may hold the beginning
    /// of a first pull.
    ///
    /// - Returns: how many tombstones and departures were forgotten.
    @discardableResult
    package func retireTombstones() throws -> Int {
        let told = sessions.values.compactMap(\.told).min()
        return try store.write {
            let waiting = try store.devices().filter { device in
                try device.revokedAt == nil && device.givenUpAt == nil && !isRevoked(device.row)
            }
            let last = try retired()
            guard let passed = (waiting.map(\.lastCursor) + [told].compactMap { $0 }).min(),
                passed > last
            else { return 0 }
            try store.setMeta(
                .integer(Int64(bitPattern: passed.rawValue)), for: Self.retiredKey)
            return try store.retire(after: last, through: passed)
        }
    }

    /// Waits for a device no longer, until it comes back; then it reloads what it holds.
    package func giveUp(_ device: DeviceID, now: Milliseconds) throws {
        try store.write {
            guard try store.device(device) != nil else {
                throw OfficeError(.unknown, detail: "device")
            }
            try store.giveUp(device, at: now)
        }
    }

    /// Deletions up to here are not remembered any more.
    package func retiredThrough() throws -> Sequence { try store.read { try retired() } }

    /// Within a transaction.
    private func retired() throws -> Sequence {
        Sequence(UInt64(bitPattern: try store.meta(Self.retiredKey)?.integer ?? 0))
    }

    /// Whether a replica that stands here would not hear of deletions that it has not passed.
    ///
    /// One without a checkpoint that was given up may hold the beginning of a first pull.
    func isTooOld(_ hello: Hello, _ record: DeviceRecord) throws -> Bool {
        guard try hello.cursor.sequence < retired() else { return false }
        guard hello.cursor.sequence == .zero else { return true }
        return try record.givenUpAt != nil && store.pull(of: record.device) != nil
    }
}

extension Session {
    /// Up to here the replica has been told of deletions; `nil` before Hello.
    fileprivate var told: Sequence? {
        guard let hello else { return nil }
        return checkpoint?.sequence ?? (marksConfirmed ? hello.cursor.sequence : .zero)
    }
}
