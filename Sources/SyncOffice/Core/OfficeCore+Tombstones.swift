internal import SyncEngine
package import SyncProtocol

/// Forgetting deletions that everybody has heard of.
extension OfficeCore {
    private static let retiredKey = "retired-through"

    /// Forgets deletions that every device has passed, but for those that were shut out or given up.
    ///
    /// A device that has not pulled twice counts as one that has passed nothing: it may hold the beginning
    /// of a first pull.
    ///
    /// - Returns: how many tombstones and departures were forgotten.
    @discardableResult
    package func retireTombstones() throws -> Int {
        try store.write {
            let waiting = try store.devices().filter { device in
                try device.revokedAt == nil && device.givenUpAt == nil && !isRevoked(device.row)
            }
            guard let passed = waiting.map(\.lastCursor).min(), try passed > retiredThrough()
            else { return 0 }
            try store.setMeta(
                .integer(Int64(bitPattern: passed.rawValue)), for: Self.retiredKey)
            return try store.retire(through: passed)
        }
    }

    /// Waits for a device no longer; when it comes back, it reloads what it holds.
    package func giveUp(_ device: DeviceID, now: Milliseconds) throws {
        try store.write {
            guard try store.device(device) != nil else {
                throw OfficeError(.unknown, detail: "device")
            }
            try store.giveUp(device, at: now)
        }
    }

    /// Deletions up to here are not remembered any more.
    func retiredThrough() throws -> Sequence {
        Sequence(UInt64(bitPattern: try store.meta(Self.retiredKey)?.integer ?? 0))
    }

    /// Whether a replica that stands here would not hear of deletions that it has not passed.
    func isTooOld(_ cursor: Sequence) throws -> Bool {
        try cursor > .zero && cursor < retiredThrough()
    }
}
