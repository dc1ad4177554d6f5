internal import GRDB
internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// What must hold when a stage has been through a fault and everybody has synced.
struct SweepCheck {
    private let stage: SweepStage
    private let schema: Schema

    init(_ stage: SweepStage) throws {
        self.stage = stage
        self.schema = stage.officeSchema
    }

    func run() throws {
        let decided = try decidedEntries()
        try nothingIsLost(decided)
        for index in stage.disks.indices { try isAsTheOffice(index) }
        try officeIsSound()
        try filesAreSound()
    }

    private func decidedEntries() throws -> [[Int64: OutboxState]] {
        try stage.disks.indices.map { index in
            var states: [Int64: OutboxState] = [:]
            for entry in try stage.node(index).outbox() {
                states[entry.entry] = entry.state
                switch entry.state {
                case .pending, .sealed:
                    throw Violation("decided", "replica \(index) set \(entry.entry) waits")
                case .admitted where entry.isDrawn:
                    throw Violation("decided", "replica \(index) set \(entry.entry) is drawn")
                case .admitted, .returned, .held, .discarded, .retried: continue
                }
            }
            return states
        }
    }

    /// What was promised is there or was returned; what was not is there whole or not at all.
    private func nothingIsLost(_ states: [[Int64: OutboxState]]) throws {
        let core = try stage.office.core
        var ids: [TableID: Set<RowID>] = [:]
        for table in schema.tables { ids[table.id] = Set(try core.rows(in: table.id).map(\.id)) }
        for promise in stage.promises {
            if let entry = promise.entry {
                switch states[promise.replica][entry] {
                case .returned, .held, .discarded, .retried: continue
                case .pending, .sealed, .admitted, nil: break
                }
            }
            let inserts = promise.changes.filter {
                $0.kind == .insert && schema[$0.table] != nil && $0.table != SlotTable.id
            }
            let there = inserts.filter { ids[$0.table]?.contains($0.row) ?? false }.count
            guard there == inserts.count || (there == 0 && promise.entry == nil) else {
                let kind = there == 0 ? "lost" : "half a set"
                throw Violation(kind, "replica \(promise.replica) \(promise.entry ?? 0)")
            }
        }
    }

    /// A replica draws what the office has for it, and is sound.
    func isAsTheOffice(_ index: Int) throws {
        let core = try stage.office.core
        let node = try stage.node(index)
        let scopes = try node.heldScopes()
        for table in schema.tables {
            let expected = try core.rows(in: table.id)
                .filter { row in scopes.contains { $0.covers(row.scope) } }
                .sorted { $0.id < $1.id }
            let drawn = try node.drawn { try $0.rows(in: table.id) }
            guard drawn == expected else {
                throw Violation(
                    "same rows",
                    """
                    replica \(index) \(table.name): \(drawn.count) of \(expected.count), \
                    \(Self.difference(drawn, expected))
                    """)
            }
        }
        let faults = try node.doctor()
        guard faults.isEmpty else { throw Violation("doctor", faults.joined(separator: ", ")) }
    }

    func officeIsSound() throws {
        let faults = try stage.office.core.doctor().filter { $0.severity == .fault }
        guard faults.isEmpty else { throw Violation("doctor", "\(faults)") }
    }

    private static func difference(_ drawn: [SyncEngine.Row], _ expected: [SyncEngine.Row])
        -> String
    {
        guard let pair = zip(drawn, expected).first(where: { $0 != $1 }) else { return "" }
        return "\(pair.0.id) \(pair.0.values) for \(pair.1.id) \(pair.1.values)"
    }

    private func filesAreSound() throws {
        try check(stage.officeDisk, "office.db")
        for disk in stage.disks { try check(disk, "replica.db") }
    }

    private func check(_ disk: SimulatedDisk, _ name: String) throws {
        let found = try DatabaseQueue(path: disk.path(name)).read {
            try String.fetchAll($0, sql: "PRAGMA integrity_check")
        }
        guard found == ["ok"] else { throw Violation("integrity", "\(name) \(found)") }
    }

    /// The next sync moves next to nothing.
    func isQuiet() throws {
        for index in stage.disks.indices {
            guard case .finished(let report) = try Exchange(stage).sync(index) else {
                throw Violation("quiet", "replica \(index) did not finish")
            }
            guard report.isQuiet else {
                throw Violation("quiet", "replica \(index): \(report.inShort)")
            }
        }
    }
}
