internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// What was on the disks before the bit turned over, and what the day comes to without that.
struct FlipTruth {
    /// Each replica's sets as they lay on its disk, by their entries.
    let outboxes: [[Int64: OutboxEntry]]
    /// Where each of them stands in the end.
    let states: [[Int64: String]]
    /// What people wrote, as the office has it in the end.
    let rows: [RowKey: [Value]]
    /// Rows that were made during the day: another day may give them other ids.
    let made: Set<RowKey>

    /// - Parameters:
    ///   - rested: the disks.
    ///   - control: the day without damage, over.
    init(_ rested: SweepStage, _ control: FlipPlay) throws {
        let stage = SweepStage(rested, seed: 9)
        outboxes = try stage.disks.indices.map { try Self.outbox($0, of: stage) }
        states = try stage.disks.indices.map { index in
            try Self.outbox(index, of: control.stage).mapValues { Self.label($0.state) }
        }
        rows = try Self.rows(control.stage)
        made = Self.made(control)
    }

    static func outbox(_ index: Int, of stage: SweepStage) throws -> [Int64: OutboxEntry] {
        var found: [Int64: OutboxEntry] = [:]
        for entry in try stage.node(index).outbox() { found[entry.entry] = entry }
        return found
    }

    /// Without what only rules write: that follows from the rest.
    static func rows(_ stage: SweepStage) throws -> [RowKey: [Value]] {
        let core = try stage.office.core
        var found: [RowKey: [Value]] = [:]
        for table in [NoteTable.id, SlotTable.id, SecretTable.id] {
            for row in try core.rows(in: table) {
                found[RowKey(table, row.id)] = zip(row.table.columns, row.values)
                    .filter { $0.0.policy != .office }.map(\.1)
            }
        }
        return found
    }

    static func made(_ play: FlipPlay) -> Set<RowKey> {
        var keys: Set<RowKey> = []
        for promise in play.stage.promises.dropFirst(play.promisesBefore) {
            for change in promise.changes where change.kind == .insert {
                keys.insert(RowKey(change.table, change.row))
            }
        }
        return keys
    }

    static func label(_ state: OutboxState) -> String {
        switch state {
        case .pending: "pending"
        case .sealed: "sealed"
        case .admitted: "admitted"
        case .returned: "returned"
        case .held: "held"
        case .discarded: "discarded"
        case .retried: "retried"
        }
    }
}

extension OutboxState {
    /// Whether the office has not said anything yet.
    var waits: Bool {
        switch self {
        case .pending, .sealed: true
        case .admitted, .returned, .held, .discarded, .retried: false
        }
    }
}
