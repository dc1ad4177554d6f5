import SyncEngine
import SyncProtocol

@testable import SyncSimulation

/// An office of a made-up world: whatever a test puts into it.
final class MadeUpOffice: OfficeView {
    var lines: [LogLine] = []
    var rows: [RowKey: Row] = [:]
    /// When each row was written last.
    var written: [RowKey: Sequence] = [:]
    var opened = [
        EpochLine(epoch: Epoch(7), start: Sequence(1), agreed: .zero, lost: .unknown)
    ]
    var known: [DeviceLine] = []
    var verdicts: [SetName: Verdict] = [:]
    var segments: [[UInt8]: (segment: SealedSegment, sets: [ChangeSet])] = [:]
    var judged: [SetName: Hash256] = [:]
    var problems: [String] = []
    /// Deletions up to here are forgotten.
    var retired = Sequence.zero
    /// Said instead of the true digest.
    var wrongDigests: [Scope: Digest] = [:]

    var mark: Mark {
        guard let last = lines.last else { return .unknown }
        return Mark(epoch: last.epoch, sequence: last.sequence, head: last.head)
    }

    func log(after sequence: Sequence) throws -> [LogLine] {
        lines.filter { $0.sequence > sequence }
    }
    func head(at sequence: Sequence) throws -> Hash256? {
        lines.first { $0.sequence == sequence }?.head
    }
    func rows(in table: TableID) throws -> [Row] {
        rows.values.filter { $0.table.id == table }.sorted { $0.id < $1.id }
    }
    func row(_ key: RowKey) throws -> Row? { rows[key] }
    func changed(after sequence: Sequence) throws -> [(key: RowKey, row: Row?)] {
        written.filter { $0.value > sequence }.keys.sorted().map { ($0, rows[$0]) }
    }
    func epochs() throws -> [EpochLine] { opened }
    func devices() throws -> [DeviceLine] { known }
    func verdict(on number: ChangeNumber, of device: DeviceID) throws -> Verdict? {
        verdicts[SetName(device: device, number: number)]
    }
    func segment(with number: ChangeNumber, of device: DeviceID) throws -> Hash256? {
        judged[SetName(device: device, number: number)]
    }
    func tombstones() throws -> Set<RowKey> {
        Set(written.keys.filter { rows[$0] == nil && written[$0]! > retired })
    }
    func retiredThrough() throws -> Sequence { retired }
    func digests() throws -> [(scope: Scope, digest: Digest)] {
        var sums: [Scope: Digest] = [:]
        for row in rows.values {
            let hash = ContentHash(table: row.table.id, row: row.id, cells: row.cells)
            sums[row.scope, default: .empty].add(hash)
            if case .row = row.scope { sums[.allRows, default: .empty].add(hash) }
        }
        return sums.keys.sorted().map { ($0, wrongDigests[$0] ?? sums[$0]!) }
    }
    func segment(_ bytes: [UInt8]) throws -> SealedSegment {
        guard let known = segments[bytes] else { throw WireError(.malformed, "segment") }
        return known.segment
    }
    func changeSets(in segment: SealedSegment) throws -> [ChangeSet] {
        segments[segment.bytes]?.sets ?? []
    }
    func faults() throws -> [String] { problems }

    // MARK: Committing

    /// Adds a sequence with what it writes.
    @discardableResult
    func commit(
        _ device: DeviceID, _ number: UInt64, at: Milliseconds, _ changes: [Change],
        _ schema: Schema, isChained: Bool = true
    ) -> Sequence {
        let sequence = mark.sequence.next
        applied(changes, to: &rows, schema)
        for change in changes { written[RowKey(change.table, change.row)] = sequence }
        let entry = Hash256(of: Array("\(device) \(number) \(changes)".utf8))
        let before = isChained ? mark.head : Hash256(of: [1])
        lines.append(
            LogLine(
                sequence: sequence, epoch: opened.last!.epoch, device: device,
                number: ChangeNumber(number), at: at, entry: entry,
                head: Hash256(of: before.bytes + entry.bytes)))
        return sequence
    }
}
