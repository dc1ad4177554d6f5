internal import GRDB
internal import SyncEngine
internal import SyncProtocol

/// Numbers pending sets, encodes, chains and signs them, and stores the bytes, in one transaction.
struct Sealer {
    let access: Access

    /// Seals everything that is pending. Times are corrected by the offset to the office as it is known now.
    func sealAll() throws {
        let db = access.db
        guard let identity = try IdentityStore.identity(db),
            let key = try IdentityStore.signingKey(db)
        else { throw ReplicaError(.notJoined) }
        let outbox = Outbox(db: db, schema: access.schema)
        var rest = try outbox.entries(where: "state = 0")[...]
        guard !rest.isEmpty else { return }
        var chain = Chain(
            next: try Standing.nextNumber(db), previous: try Standing.lastSegment(db),
            time: .zero, offset: try Standing.offset(db))
        while !rest.isEmpty {
            let sets = chain.sets(of: rest.prefix(Limits.segmentSetsMax), device: identity.device)
            let count = SealedSegment.prefixCount(of: sets)
            let sealed = try seal(
                Array(sets.prefix(count)), identity, previous: chain.previous, key)
            guard let sealed else {
                let reason = Reason(.tooLarge)
                try outbox.setVerdict(.returned(reason), of: rest.removeFirst().entry)
                continue
            }
            try SegmentStore.add(sealed, sealedAt: access.wall, db)
            for (entry, number) in zip(rest.prefix(sealed.header.count), sets.map(\.number)) {
                try markSealed(entry.entry, number, identity.device)
            }
            chain.append(sealed, time: sets[sealed.header.count - 1].timestamp)
            rest = rest.dropFirst(sealed.header.count)
        }
        try Standing.setNextNumber(chain.next, db)
        try Standing.setLastSegment(chain.previous, db)
    }

    /// - Returns: `nil` when not even the first set can be sealed.
    private func seal(
        _ sets: [ChangeSet], _ identity: ReplicaIdentity, previous: Hash256, _ key: SigningKey
    ) throws -> SealedSegment? {
        var count = sets.count
        while count > 0 {
            do {
                return try SealedSegment.seal(
                    Array(sets.prefix(count)), deployment: identity.deployment,
                    device: identity.device, previous: previous, schema: access.schema,
                    signer: key)
            } catch is WireError {
                count /= 2
            }
        }
        return nil
    }

    private func markSealed(_ entry: Int64, _ number: ChangeNumber, _ device: DeviceID) throws {
        let statement = try access.db.cachedStatement(
            sql: "UPDATE _outbox SET state = 1, device = ?, number = ? WHERE entry = ?")
        try statement.execute(arguments: [
            Int64(bitPattern: device.rawValue), Int64(bitPattern: number.rawValue), entry,
        ])
    }
}

/// Where the chain of segments ends.
private struct Chain {
    var next: ChangeNumber
    var previous: Hash256
    var time: Timestamp
    let offset: ClockOffset

    /// Numbered sets with corrected times; sets of one millisecond keep their order by the counter.
    func sets(of entries: ArraySlice<OutboxEntry>, device: DeviceID) -> [ChangeSet] {
        var number = next
        var last = time
        return entries.map { entry in
            let claimed = Timestamp(milliseconds: offset.corrected(entry.madeAt))
            let time =
                claimed.milliseconds == last.milliseconds
                ? last.next(wall: claimed.milliseconds) : claimed
            last = time
            defer { number = number.next }
            return ChangeSet(
                device: device, number: number, timestamp: time, basis: entry.basis,
                changes: entry.changes)
        }
    }

    mutating func append(_ segment: SealedSegment, time: Timestamp) {
        next = segment.header.last.next
        previous = segment.hash
        self.time = time
    }
}
