import Crypto
import SyncEngine
import SyncProtocol

@testable import SyncReplica

/// A small office in memory: admits what `judge` lets pass, keeps rows by sequence, may be restored.
final class FakeOffice {
    struct Stored {
        var image: RowImage?
        var sequence: Sequence
    }

    struct Judged {
        let hash: Hash256
        let verdicts: [Verdict]
    }

    struct Books {
        var rows: [RowKey: Stored] = [:]
        var heads: [Hash256] = [.zero]
        var epoch = Epoch(1)
        var known: [DeviceID: [ChangeNumber: Judged]] = [:]
        var next: [DeviceID: ChangeNumber] = [:]
        var previous: [DeviceID: Hash256] = [:]
    }

    let deployment = DeploymentID(77)
    let member = RowID(timestamp: Timestamp(milliseconds: 5), device: .office)
    let schema: Schema
    var books = Books()
    var scopes: [Scope] = [.shared, .allRows]
    var clock: Milliseconds = 1_780_000_000_000
    var backedUpThrough = Sequence.zero
    /// Deletions before are forgotten.
    var remembersFrom = Sequence.zero
    var batchRows = 100
    /// `nil` admits.
    var judge: (ChangeSet) -> Verdict? = { _ in nil }
    private(set) var pushes = 0
    private(set) var pulls: [Pull] = []
    private var keys: [DeviceID: [UInt8]] = [:]
    private var devices: UInt64 = 100

    init(schema: Schema = TestDomain().schema) {
        self.schema = schema
    }

    func enrol(_ key: [UInt8]) -> DeviceID {
        devices += 1
        let device = DeviceID(random: devices)
        keys[device] = key
        books.next[device] = .first
        return device
    }

    var sequence: Sequence { Sequence(UInt64(books.heads.count - 1)) }

    var mark: Mark { Mark(epoch: books.epoch, sequence: sequence, head: books.heads.last!) }

    /// The next sequence.
    func advance(_ salt: [UInt8] = []) -> Sequence {
        let epoch = UInt8(truncatingIfNeeded: books.epoch.rawValue)
        books.heads.append(Hash256(of: books.heads.last!.bytes, salt, [epoch]))
        return sequence
    }

    /// What somebody else did.
    func set(_ table: TableSchema, _ row: RowID, _ cells: [Cell]) {
        let key = RowKey(table.id, row)
        var image = books.rows[key]?.image ?? RowImage(table: table, cells: [])
        image.set(cells, in: table)
        books.rows[key] = Stored(image: image, sequence: advance())
    }

    func delete(_ table: TableSchema, _ row: RowID) {
        books.rows[RowKey(table.id, row)] = Stored(image: nil, sequence: advance())
    }

    func image(_ table: TableSchema, _ row: RowID) -> RowImage? {
        books.rows[RowKey(table.id, row)]?.image
    }

    func connect() -> Session { Session(office: self) }

    /// One connection.
    final class Session {
        private let office: FakeOffice
        private var device = DeviceID.office
        private var isConfirmed = true
        private var held: [Scope] = []

        init(office: FakeOffice) {
            self.office = office
        }

        func received(_ frame: Frame) throws -> [Frame] {
            let message = try Message(frame: frame, schema: office.schema)
            return try answers(message).map { try $0.frame(schema: office.schema) }
        }

        private func answers(_ message: Message) throws -> [Message] {
            switch message {
            case .hello(let hello): return greet(hello)
            case .push(let push): return [.verdicts(try office.push(push, device))]
            case .pull(let pull):
                office.pulls.append(pull)
                return office.pull(pull, held: held)
            case .ping: return [.pong]
            case .goodbye, .pong: return []
            case .reidentify(let request):
                device = office.enrol(request.signingKey)
                return [.reidentified(Reidentified(device: device))]
            case .digestQuery(let query): return [office.digests(query)]
            case .rangeQuery(let query): return [office.rows(query)]
            default: return [.refusal(Refusal(.outOfOrder))]
            }
        }

        private func greet(_ hello: Hello) -> [Message] {
            device = hello.device
            held = hello.scopes
            guard let next = office.books.next[device] else {
                return [.refusal(Refusal(.unknownDevice))]
            }
            isConfirmed = office.confirms(hello.cursor) && office.confirms(hello.receipt)
            if !isConfirmed { office.books.epoch = Epoch(office.books.epoch.rawValue + 1) }
            if hello.cursor.sequence > .zero, hello.cursor.sequence < office.remembersFrom {
                isConfirmed = false
            }
            return [
                .welcome(
                    Welcome(
                        version: 1, schemaVersion: office.schema.version,
                        epoch: office.books.epoch, sequence: office.sequence, nextNumber: next,
                        marksConfirmed: isConfirmed, backedUpThrough: office.backedUpThrough,
                        clock: office.clock, scopes: office.scopes))
            ]
        }
    }
}

extension FakeOffice {
    fileprivate func confirms(_ mark: Mark) -> Bool {
        if mark.sequence == .zero { return true }
        guard mark.sequence <= sequence else { return false }
        return books.heads[Int(mark.sequence.rawValue)] == mark.head
    }

    fileprivate func push(_ push: Push, _ device: DeviceID) throws -> Verdicts {
        pushes += 1
        let segment = try SealedSegment(bytes: push.segment)
        let header = segment.header
        let expected = books.next[device] ?? .first
        if let known = books.known[device]?[header.first] {
            guard known.hash == segment.hash else {
                return Verdicts(first: header.first, verdicts: [], problem: .fork, receipt: mark)
            }
            return Verdicts(first: header.first, verdicts: known.verdicts, receipt: mark)
        }
        guard header.first >= expected else {
            return Verdicts(first: header.first, verdicts: [], problem: .fork, receipt: mark)
        }
        guard header.first == expected else {
            return Verdicts(
                first: header.first, verdicts: [], problem: .gap(expected: expected), receipt: mark)
        }
        precondition(segment.isSigned(by: OfficeVerifier(key: keys[device]!)), "signature")
        precondition(header.previous == books.previous[device] ?? .zero, "chain")
        let verdicts = try segment.changeSets(schema: schema).map { judge($0) ?? admit($0) }
        books.known[device, default: [:]][header.first] = Judged(
            hash: segment.hash, verdicts: verdicts)
        books.next[device] = header.last.next
        books.previous[device] = segment.hash
        return Verdicts(first: header.first, verdicts: verdicts, receipt: mark)
    }

    private func admit(_ set: ChangeSet) -> Verdict {
        let sequence = advance(set.device.description.utf8 + [UInt8(set.number.rawValue & 0xFF)])
        for change in set.changes {
            guard let table = schema[change.table] else { continue }
            let key = RowKey(change.table, change.row)
            let image = RowImage.replaying([change], on: books.rows[key]?.image, in: table)
            books.rows[key] = Stored(image: image, sequence: sequence)
        }
        return .admitted(sequence)
    }

    private var granted: (Scope) -> Bool {
        { scope in self.scopes.contains { $0.covers(scope) } }
    }

    fileprivate func pull(_ pull: Pull, held: [Scope]) -> [Message] {
        let changed = books.rows.sorted {
            ($0.value.sequence, $0.key) < ($1.value.sequence, $1.key)
        }
        var rows: [(Sequence, BatchRow)] = []
        for (key, stored) in changed {
            let table = schema[key.table]!
            let scope = stored.image?.scope(in: table)
            let isNew = scope.map { new in !held.contains { $0.covers(new) } } ?? false
            guard stored.sequence > pull.after || (isNew && pull.after > .zero) else { continue }
            let place = max(stored.sequence, pull.after)
            if let image = stored.image, let scope {
                guard granted(scope) else { continue }
                let cells = image.cells(in: table)
                let row = BatchRow(table: key.table, row: key.row, state: .whole(cells))
                rows.append((place, row))
            } else if pull.after > .zero {
                rows.append((place, BatchRow(table: key.table, row: key.row, state: .deleted)))
            }
        }
        rows.sort { $0.0 < $1.0 }
        var messages: [Message] = []
        for start in stride(from: 0, to: rows.count, by: batchRows) {
            let part = rows[start..<min(start + batchRows, rows.count)]
            let last = part.last!.0
            let next = start + batchRows < rows.count ? rows[start + batchRows].0 : nil
            let through = next == last ? Sequence(last.rawValue - 1) : last
            messages.append(.batch(Batch(through: through, rows: part.map(\.1))))
        }
        let digests = scopes.map { scope in
            Checkpoint.ScopeDigest(scope: scope, digest: digest(scope, RowRange.everything))
        }
        return messages + [.checkpoint(Checkpoint(mark: mark, digests: digests))]
    }

    private func digest(_ scope: Scope, _ range: RowRange) -> SyncProtocol.Digest {
        var digest = SyncProtocol.Digest.empty
        for (key, stored) in books.rows {
            let table = schema[key.table]!
            guard let image = stored.image, scope.covers(image.scope(in: table)),
                key.row >= range.low, key.row <= range.high
            else { continue }
            digest.add(image.contentHash(table: table, row: key.row))
        }
        return digest
    }

    fileprivate func digests(_ query: DigestQuery) -> Message {
        .digestAnswer(
            DigestAnswer(
                scope: query.scope, sequence: sequence,
                digests: query.ranges.map { digest(query.scope, $0) }))
    }

    fileprivate func rows(_ query: RangeQuery) -> Message {
        var rows: [BatchRow] = []
        for (key, stored) in books.rows.sorted(by: { $0.key < $1.key }) {
            let table = schema[key.table]!
            guard let image = stored.image, query.scope.covers(image.scope(in: table)),
                key.row >= query.range.low, key.row <= query.range.high
            else { continue }
            let cells = image.cells(in: table)
            rows.append(BatchRow(table: key.table, row: key.row, state: .whole(cells)))
        }
        return .rangeRows(
            RangeRows(
                scope: query.scope, range: query.range, batch: Batch(through: sequence, rows: rows))
        )
    }
}

struct OfficeVerifier: SegmentVerifier {
    let key: [UInt8]

    func isValid(signature: [UInt8], of bytes: [UInt8]) -> Bool {
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key)
        return key?.isValidSignature(signature, for: bytes) ?? false
    }
}
