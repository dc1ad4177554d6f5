import SyncEngine
import SyncProtocol
import SyncReplica

@testable import SyncSimulation

/// A world that a test makes up, event by event, and the promises that the checkers find broken.
final class MadeUpWorld: WorldView {
    var officeNow: Milliseconds = 1_000_000
    var officeDomain: any Domain = PlainDomain()
    let office = MadeUpOffice()
    var people: [MadeUpReplica] = []
    var shutOut: Set<Int> = []
    /// Replicas whose program is of the version before.
    var oldVersions: Set<Int> = []
    private(set) var broken: Set<String> = []
    private let checkers = Invariants.checkers()
    private var sessions: [Int: Int] = [:]
    private var lastSegment: [DeviceID: Hash256] = [:]

    var schema: Schema { officeDomain.schema }
    var officeData: any OfficeView { office }
    var replicaCount: Int { people.count }
    func node(_ replica: Int) -> any ReplicaNode { people[replica] }
    func schema(of replica: Int) -> Schema {
        oldVersions.contains(replica) ? PlainDomain(version: 1).schema : schema
    }
    func isEnrolled(_ replica: Int) -> Bool { true }
    func isShutOut(_ replica: Int) -> Bool { shutOut.contains(replica) }

    /// - Parameter roles: one replica each.
    init(_ roles: [String] = ["lead", "lead"]) {
        for (index, role) in roles.enumerated() {
            let device = DeviceID(rawValue: UInt64(index) + 1)!
            let member = Self.row(UInt64(index) + 1, by: .office)
            office.known.append(
                DeviceLine(device: device, member: member, copiedFrom: nil, isRevoked: false))
            office.commit(
                .office, 0, at: officeNow,
                [
                    Change(
                        .insert, table: SystemTables.member.id, row: member,
                        cells: [
                            Cell(ColumnID(1), .text("member \(index)")),
                            Cell(ColumnID(2), .text(role)), Cell(ColumnID(3), .text("active")),
                        ])
                ], schema)
            let replica = MadeUpReplica()
            replica.id = device
            people.append(replica)
        }
        for index in people.indices { pull(index) }
    }

    static func row(_ milliseconds: UInt64, by device: DeviceID) -> RowID {
        RowID(timestamp: Timestamp(milliseconds: Milliseconds(milliseconds)), device: device)
    }

    /// A note made by replica 0.
    static let note = row(500, by: DeviceID(rawValue: 1)!)

    static func made(_ row: RowID = note, _ cells: [Cell] = [Cell(ColumnID(1), .integer(1))])
        -> Change
    {
        Change(.insert, table: NoteTable.id, row: row, cells: cells)
    }

    static func edit(_ row: RowID = note, _ column: UInt16 = 1, _ value: Int64) -> Change {
        Change(
            .update, table: NoteTable.id, row: row,
            cells: [Cell(ColumnID(column), .integer(value))])
    }

    // MARK: What happens

    func tell(_ event: WorldEvent) { each { try $0.saw(event, in: self) } }
    func check() { each { try $0.check(self) } }
    func rest() { each { try $0.checkAtRest(self) } }

    private func each(_ body: (any Checker) throws -> Void) {
        for checker in checkers {
            do {
                try body(checker)
            } catch let violation as Violation {
                broken.insert(violation.promise)
            } catch {
                broken.insert("\(checker.name) threw \(error)")
            }
        }
    }

    // MARK: What people do

    @discardableResult
    func write(_ replica: Int, _ changes: Change...) -> Int64 {
        let node = people[replica]
        let entry = Int64(node.entries.count + 1)
        node.entries.append(
            OutboxEntry(
                entry: entry, number: nil, state: .pending, madeAt: officeNow,
                basis: Basis(epoch: node.at.epoch, sequence: node.at.sequence), changes: changes,
                isDrawn: true))
        applied(changes, to: &node.rows.rows, schema)
        tell(.wrote(replica: replica, entry: entry, changes: changes))
        return entry
    }

    func session(_ replica: Int) -> Int { 10 + replica }

    func greet(_ replica: Int, confirms: Bool = true) {
        let node = people[replica]
        let hello = Hello(
            versions: 1...1, deployment: DeploymentID(1), device: node.id, schemaVersion: 1,
            cursor: node.at, receipt: node.lastReceipt, nextNumber: .first, lastSegment: .zero,
            scopes: node.scopes, clock: officeNow)
        tell(.officeHears(session: session(replica), .hello(hello)))
        say(
            replica,
            .welcome(
                Welcome(
                    version: 1, schemaVersion: 1, epoch: office.opened.last!.epoch,
                    sequence: office.mark.sequence, nextNumber: .first, marksConfirmed: confirms,
                    backedUpThrough: .zero, clock: officeNow, scopes: [])))
    }

    func say(_ replica: Int, _ message: Message) {
        tell(.officeSaid(session: session(replica), replica: replica, message))
    }

    /// Seals what is pending and hands it over.
    ///
    /// - Returns: the sets.
    @discardableResult
    func push(_ replica: Int, previous: Hash256? = nil) -> [ChangeSet] {
        let node = people[replica]
        var number = UInt64(node.entries.compactMap(\.number).map(\.rawValue).max() ?? 0)
        var sets: [ChangeSet] = []
        for entry in node.entries where entry.state == .pending {
            number += 1
            node.set(entry.entry, .sealed, number: number)
            sets.append(
                ChangeSet(
                    device: node.id, number: ChangeNumber(number),
                    timestamp: Timestamp(milliseconds: officeNow), basis: entry.basis,
                    changes: entry.changes))
        }
        let header = SegmentHeader(
            deployment: DeploymentID(1), device: node.id, first: sets[0].number, count: sets.count,
            previous: previous ?? lastSegment[node.id] ?? .zero)
        let bytes = Array("\(sets)".utf8)
        let segment = SealedSegment(header: header, bytes: bytes)
        lastSegment[node.id] = segment.hash
        office.segments[bytes] = (segment, sets)
        tell(.officeHears(session: session(replica), .push(Push(segment: bytes))))
        for set in sets {
            office.judged[SetName(device: node.id, number: set.number)] = segment.hash
        }
        return sets
    }

    /// The office takes a set, and says so.
    func admit(_ replica: Int, _ set: ChangeSet, writing more: [Change] = []) {
        let sequence = office.commit(
            set.device, set.number.rawValue, at: officeNow, set.changes + more, schema)
        answer(replica, set.number, .admitted(sequence))
    }

    func answer(_ replica: Int, _ number: ChangeNumber, _ verdict: Verdict) {
        let node = people[replica]
        office.verdicts[SetName(device: node.id, number: number)] = verdict
        let verdicts = Verdicts(first: number, verdicts: [verdict], receipt: office.mark)
        say(replica, .verdicts(verdicts))
        for entry in node.entries where entry.number == number {
            switch verdict {
            case .admitted(let sequence): node.set(entry.entry, .admitted(sequence))
            case .returned(let reason): node.set(entry.entry, .returned(reason))
            case .held(let reason): node.set(entry.entry, .held(reason))
            }
        }
        node.lastReceipt = office.mark
        tell(.heard(replica: replica, .verdicts(verdicts)))
    }

    /// All that a lead sees.
    func pull(_ replica: Int) {
        let node = people[replica]
        node.at = office.mark
        node.scopes = [.shared, .office, .allRows]
        node.committedRows.rows = office.rows
        for entry in node.entries {
            switch entry.state {
            case .admitted, .returned, .discarded, .retried:
                node.set(entry.entry, entry.state, isDrawn: false)
            case .pending, .sealed, .held: break
            }
        }
        node.rows.rows = office.rows
        for entry in node.entries where entry.isDrawn {
            applied(entry.changes, to: &node.rows.rows, schema)
        }
        let checkpoint = Checkpoint(mark: office.mark, digests: [])
        say(replica, .checkpoint(checkpoint))
        tell(.heard(replica: replica, .checkpoint(checkpoint)))
        tell(.synced(replica: replica))
    }

    /// Write, push, admit, pull, check.
    func round(_ replica: Int, _ changes: Change...) {
        for change in changes { write(replica, change) }
        greet(replica)
        for set in push(replica) { admit(replica, set) }
        pull(replica)
        check()
    }
}
