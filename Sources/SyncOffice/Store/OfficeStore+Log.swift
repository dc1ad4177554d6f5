internal import SyncEngine
internal import SyncProtocol

/// The log: one entry a sequence, each head made of the one before it.
extension OfficeStore {
    struct LogEntry {
        let sequence: Sequence
        let epoch: Epoch
        let device: DeviceID
        let number: UInt64
        let at: Milliseconds
        let entry: Hash256
    }

    /// The newest sequence and its head; zero for an empty log.
    func head() throws -> (sequence: Sequence, head: Hash256) {
        try sql.first("SELECT sequence, head FROM _log ORDER BY sequence DESC LIMIT 1") {
            ($0.sequence(at: 0), $0.hash(at: 1))
        } ?? (.zero, .zero)
    }

    func head(at sequence: Sequence) throws -> Hash256? {
        try sql.first("SELECT head FROM _log WHERE sequence = ?", .sequence(sequence)) {
            $0.hash(at: 0)
        }
    }

    /// - Returns: the new head.
    func append(_ entry: LogEntry, after head: Hash256) throws -> Hash256 {
        let new = Hash256(of: head.bytes, entry.entry.bytes)
        try sql.run(
            """
            INSERT INTO _log (sequence, epoch, device, number, at, entry, head)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .sequence(entry.sequence), .number(entry.epoch.rawValue), .device(entry.device),
            .number(entry.number), .integer(entry.at), .hash(entry.entry), .hash(new))
        return new
    }

    /// The first sequence at which the chain does not hold, `nil` when it holds. Reads the whole log.
    func brokenLink() throws -> Sequence? {
        var head = Hash256.zero
        var expected = Sequence.zero.next
        let links = try sql.all("SELECT sequence, entry, head FROM _log ORDER BY sequence") {
            ($0.sequence(at: 0), $0.hash(at: 1), $0.hash(at: 2))
        }
        for (sequence, entry, stored) in links {
            head = Hash256(of: head.bytes, entry.bytes)
            guard sequence == expected, stored == head else { return sequence }
            expected = expected.next
        }
        return nil
    }

    // MARK: Epochs

    func epochs() throws -> EpochHistory {
        EpochHistory(
            try sql.all("SELECT epoch, start, agreed, lost FROM _epoch ORDER BY place") {
                EpochHistory.Entry(
                    epoch: Epoch($0.number(at: 0)), start: $0.sequence(at: 1),
                    agreed: $0.sequence(at: 2), lost: Epoch($0.number(at: 3)))
            })
    }

    /// Opens an epoch after the newest sequence.
    ///
    /// - Parameters:
    ///   - lost: the epoch of the history that was lost; unknown for the first.
    ///   - agreed: up to where the history so far is known to be what everybody saw.
    func openEpoch(_ epoch: Epoch, lost: Epoch, agreed: Sequence, now: Milliseconds) throws {
        let (sequence, head) = try head()
        try sql.run(
            """
            INSERT INTO _epoch (epoch, start, agreed, lost, opened_at, predecessor, predecessor_head)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .number(epoch.rawValue), .sequence(sequence.next), .sequence(agreed),
            .number(lost.rawValue), .integer(now), .sequence(sequence), .hash(head))
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
}
