import Crypto
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

/// As much of a replica as the office can see: keys, numbered sets in sealed segments, and the rows it was sent.
final class TestDevice {
    let world: World
    var key: Curve25519.Signing.PrivateKey
    var fingerprint: Hash256
    var id = DeviceID.derived
    var member = RowID(timestamp: .zero, device: .office)
    var number = ChangeNumber.first
    var lastSegment = Hash256.zero
    var stamp = Timestamp.zero
    var cursor = Mark.unknown
    var receipt = Mark.unknown
    var scopes: [Scope] = []
    var rows: [RowKey: [ColumnID: Value]] = [:]
    var session: Int?
    /// Every frame's message since the last `clear`.
    var heard: [Message] = []
    var welcome: Welcome?
    /// What the feed sent last: to look at forms.
    var received: [BatchRow] = []
    var digests: [Checkpoint.ScopeDigest] = []

    init(_ world: World) {
        self.world = world
        self.key = Self.makeKey(world)
        self.fingerprint = Hash256(of: withUnsafeBytes(of: world.random()) { Array($0) })
    }

    /// Equal in worlds of one seed.
    static func makeKey(_ world: World) -> Curve25519.Signing.PrivateKey {
        let seed = (0..<4).flatMap { _ in withUnsafeBytes(of: world.random()) { Array($0) } }
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            preconditionFailure("32 bytes are a key")
        }
        return key
    }

    /// A copy of the laptop's disk.
    func copied() -> TestDevice {
        let copy = TestDevice(world)
        (copy.key, copy.fingerprint, copy.id, copy.member) = (key, fingerprint, id, member)
        (copy.number, copy.lastSegment, copy.stamp) = (number, lastSegment, stamp)
        (copy.cursor, copy.receipt, copy.scopes, copy.rows) = (cursor, receipt, scopes, rows)
        return copy
    }

    // MARK: Talking

    /// Says something and carries the conversation on until the office is silent.
    @discardableResult
    func say(_ message: Message) -> [Message] {
        let session = self.session ?? world.core.connected(fingerprint, now: world.now)
        self.session = session
        return follow(world.core.received(message, in: session, now: world.now))
    }

    @discardableResult
    func follow(_ actions: [OfficeAction]) -> [Message] {
        var said: [Message] = []
        var rest = actions[...]
        while let action = rest.popFirst(), let session {
            switch action {
            case .send(let message): said.append(message)
            case .sendFrame(let frame):
                guard let message = try? Message(frame: frame, schema: world.domain.schema) else {
                    Issue.record("a frame that is no message")
                    continue
                }
                said.append(message)
            case .judge(let push):
                rest = world.core.admit([(session, push)], now: world.now)[0] + rest
            case .continueFeed:
                rest = world.core.nextPage(in: session, now: world.now) + rest
            case .close: hangUp()
            }
        }
        heard += said
        return said
    }

    func hangUp() {
        if let session { world.core.disconnected(session) }
        session = nil
    }

    func enrol(_ secret: [UInt8]) throws {
        let answer = say(enrolment(secret))
        guard case .enrolled(let enrolled)? = answer.first else {
            Issue.record("not enrolled: \(answer)")
            return
        }
        (id, member) = (enrolled.device, enrolled.member)
        hangUp()
    }

    func enrolment(_ secret: [UInt8]) -> Message {
        .enrol(
            Enrol(
                versions: 1...1, deployment: world.core.deployment, secret: secret,
                signingKey: Array(key.publicKey.rawRepresentation), name: "laptop"))
    }

    @discardableResult
    func hello() -> [Message] {
        if session != nil { hangUp() }
        let answer = say(helloMessage())
        if case .welcome(let welcome)? = answer.first { self.welcome = welcome }
        return answer
    }

    func helloMessage(deployment: DeploymentID? = nil) -> Message {
        .hello(
            Hello(
                versions: 1...1, deployment: deployment ?? world.core.deployment, device: id,
                schemaVersion: 1, cursor: cursor, receipt: receipt, nextNumber: number,
                lastSegment: lastSegment, scopes: scopes, clock: world.now))
    }

    // MARK: Work

    func newRow() -> RowID {
        stamp = stamp.next(wall: world.now)
        return RowID(timestamp: stamp, device: id)
    }

    /// One change set with the next number, made now on what the device has seen.
    func set(_ changes: Change..., at: Milliseconds? = nil, basis: Basis? = nil) -> ChangeSet {
        defer { number = number.next }
        stamp = stamp.next(wall: world.now)
        return ChangeSet(
            device: id, number: number, timestamp: at.map { Timestamp(milliseconds: $0) } ?? stamp,
            basis: basis ?? Basis(epoch: cursor.epoch, sequence: cursor.sequence),
            changes: changes)
    }

    func seal(_ sets: [ChangeSet]) throws -> SealedSegment {
        let segment = try SealedSegment.seal(
            sets, deployment: world.core.deployment, device: id, previous: lastSegment,
            schema: world.domain.schema, signer: TestSigner(key: key))
        lastSegment = segment.hash
        return segment
    }

    @discardableResult
    func push(_ segment: SealedSegment) throws -> Verdicts {
        if session == nil { hello() }
        let answer = say(.push(Push(segment: segment.bytes)))
        guard case .verdicts(let verdicts)? = answer.first else {
            throw Refused(.malformed, "\(answer)")
        }
        if verdicts.problem == nil { receipt = verdicts.receipt }
        return verdicts
    }

    @discardableResult
    func push(_ sets: ChangeSet...) throws -> [Verdict] {
        try push(try seal(sets)).verdicts
    }

    // MARK: The feed

    /// Pulls all there is and takes it over; then the digests must agree.
    @discardableResult
    func pull(after: Sequence? = nil, isResumed: Bool = false, isLive: Bool = false) throws
        -> [BatchRow]
    {
        if session == nil { hello() }
        // Everything is sent anew: what the office lost is kept elsewhere.
        if after == .zero, !isResumed { rows = [:] }
        let answer = say(
            .pull(
                Pull(after: after ?? cursor.sequence, isResumed: isResumed, isLive: isLive)))
        return try take(answer)
    }

    @discardableResult
    func take(_ messages: [Message]) throws -> [BatchRow] {
        received = []
        for message in messages {
            switch message {
            case .batch(let batch): apply(batch)
            case .checkpoint(let checkpoint): try arrive(checkpoint)
            case .refusal(let refusal): throw Refused(refusal.code, refusal.detail)
            default: break
            }
        }
        return received
    }

    func apply(_ batch: Batch) {
        received += batch.rows
        #expect(Set(batch.rows.map { RowKey($0.table, $0.row) }).count == batch.rows.count)
        for row in batch.rows {
            let key = RowKey(row.table, row.row)
            switch row.state {
            case .whole(let cells):
                rows[key] = Dictionary(
                    uniqueKeysWithValues: (world.domain.schema[row.table]?.columns ?? []).map {
                        ($0.id, $0.defaultValue)
                    })
                for cell in cells { rows[key]?[cell.column] = cell.value }
            case .partial(let cells):
                #expect(rows[key] != nil, "partial row that the device does not have")
                for cell in cells { rows[key]?[cell.column] = cell.value }
            case .deleted, .gone: rows[key] = nil
            }
        }
    }

    func arrive(_ checkpoint: Checkpoint) throws {
        cursor = checkpoint.mark
        digests = checkpoint.digests
        let held = checkpoint.digests.map(\.scope)
        for (key, row) in rows where !FeedCursor.covers(held, scope(key, row)) { rows[key] = nil }
        scopes = held
        expectDigestsAgree()
    }

    func expectDigestsAgree(_ location: SourceLocation = #_sourceLocation) {
        var mine: [Scope: SyncProtocol.Digest] = [:]
        for (key, row) in rows {
            let cells = row.map { Cell($0.key, $0.value) }.sorted { $0.column < $1.column }
            let hash = ContentHash(table: key.table, row: key.row, cells: cells)
            mine[scope(key, row), default: .empty].add(hash)
            if case .row = scope(key, row) { mine[.allRows, default: .empty].add(hash) }
        }
        for theirs in digests {
            #expect(
                mine[theirs.scope] ?? .empty == theirs.digest, "\(theirs.scope)",
                sourceLocation: location)
        }
    }

    private func scope(_ key: RowKey, _ row: [ColumnID: Value]) -> Scope {
        guard let table = world.domain.schema[key.table] else { return .office }
        return Row(table: table, id: key.row, cells: row.map { Cell($0.key, $0.value) }).scope
    }

    /// Push and pull in one go.
    func sync(_ sets: ChangeSet...) throws -> [Verdict] {
        hello()
        let verdicts = sets.isEmpty ? [] : try push(try seal(sets)).verdicts
        try pull()
        say(.goodbye)
        return verdicts
    }
}

extension Change {
    static func event(
        _ row: RowID, _ title: String = "Stall", notes: String? = nil, capacity: Int64? = nil
    ) -> Change {
        var cells = [Cell(ColumnID(1), .text(title))]
        if let notes { cells.append(Cell(ColumnID(2), .text(notes))) }
        if let capacity { cells.append(Cell(ColumnID(3), .integer(capacity))) }
        return Change(.insert, table: TestDomain.event.id, row: row, cells: cells)
    }

    static func signup(_ row: RowID, event: RowID, _ name: String = "Ane") -> Change {
        Change(
            .insert, table: TestDomain.signup.id, row: row,
            cells: [Cell(ColumnID(1), .row(event)), Cell(ColumnID(2), .text(name))])
    }

    static func task(_ row: RowID, _ title: String, event: RowID? = nil) -> Change {
        Change(
            .insert, table: TestDomain.task.id, row: row,
            cells: [Cell(ColumnID(1), .text(title))]
                + (event.map { [Cell(ColumnID(2), .row($0))] } ?? []))
    }

    static func update(
        _ table: TableSchema, _ row: RowID, _ column: String, _ value: Value
    ) -> Change {
        Change(.update, table: table.id, row: row, cells: [Cell(table[column]!.id, value)])
    }

    static func delete(_ table: TableSchema, _ row: RowID) -> Change {
        Change(.delete, table: table.id, row: row)
    }
}

extension Verdict {
    var code: String? {
        switch self {
        case .admitted: nil
        case .returned(let reason): reason.code.rawValue
        case .held(let reason): "held " + reason.code.rawValue
        }
    }

    var isAdmitted: Bool { code == nil }
}

extension [Verdict] {
    var areAdmitted: Bool { !isEmpty && allSatisfy(\.isAdmitted) }
}
