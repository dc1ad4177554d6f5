internal import SyncEngine
internal import SyncProtocol

extension OfficeStore {
    /// Opens an epoch after the newest sequence.
    ///
    /// - Parameters:
    ///   - lost: the epoch of the history that was lost; unknown for the first.
    ///   - agreed: up to where the history so far is known to be what everybody saw.
    func openEpoch(_ epoch: Epoch, lost: Epoch, agreed: Sequence, now: Milliseconds) throws {
        let start = try head().sequence.next
        try append(.init(epoch: epoch, start: start, agreed: agreed, lost: lost), now: now)
    }

    /// The office's place in its history.
    func mark() throws -> Mark {
        let (sequence, head) = try head()
        return Mark(epoch: try epochs().epoch(at: sequence), sequence: sequence, head: head)
    }

    /// Whether a mark lies in this office's history. Position 0 says nothing and is never denied.
    func confirms(_ mark: Mark) throws -> Bool {
        if mark.sequence == .zero { return true }
        guard try head(at: mark.sequence) == mark.head else { return false }
        return try epochs().epoch(at: mark.sequence) == mark.epoch
    }

    /// The identities that a device had before, newest first.
    func ancestors(of device: DeviceRecord) throws -> [DeviceID] {
        var result: [DeviceID] = []
        var next = device.copiedFrom
        while let id = next, !result.contains(id) {
            result.append(id)
            next = try self.device(id)?.copiedFrom
        }
        return result
    }
}
