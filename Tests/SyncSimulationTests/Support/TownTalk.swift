import SyncEngine
import SyncProtocol
import SyncReplica
import SyncSimulation

/// Messages and states in words, without what differs between a town of files and one in memory: keys, bytes of
/// segments, and the hashes that follow from them.
enum TownTalk {
    static func line(_ message: Message) -> String {
        switch message {
        case .hello(let hello):
            "hello \(hello.device) \(mark(hello.cursor)) \(mark(hello.receipt)) "
                + "next \(hello.nextNumber.rawValue) \(hello.lastSegment == .zero) "
                + "\(hello.scopes) \(hello.clock)"
        case .push: "push"
        case .reidentify: "reidentify"
        case .enrol: "enrol"
        case .verdicts(let verdicts):
            "verdicts \(verdicts.first.rawValue) \(verdicts.verdicts) "
                + "\(verdicts.problem.map { "\($0)" } ?? "") \(mark(verdicts.receipt))"
        case .checkpoint(let checkpoint):
            "checkpoint \(mark(checkpoint.mark)) \(checkpoint.digests)"
        case .batch(let batch): "batch \(batch.through.rawValue) \(rows(batch))"
        case .rangeRows(let answer): "rows \(answer.scope) \(answer.range) \(rows(answer.batch))"
        case .pull, .digestQuery, .rangeQuery, .enrolled, .welcome, .reidentified, .digestAnswer,
            .ping, .pong, .refusal, .goodbye, .unknown:
            "\(message)"
        }
    }

    static func line(_ report: SyncReport) -> String {
        var report = report
        report.bytesSent = 0
        report.bytesReceived = 0
        let cursor = mark(report.cursor)
        report.cursor = .unknown
        return "\(cursor) \(report)"
    }

    /// Everything of a replica that must be alike.
    static func lines(_ node: any ReplicaNode) throws -> [String] {
        let tables = PlainDomain(version: 2).schema.tables
        var lines = try node.drawn { rows in
            try tables.flatMap { table in
                try rows.rows(in: table.id).map { "\(table.name) \($0.id) \($0.values)" }
            }
        }
        for entry in try node.outbox() {
            lines.append(
                """
                \(entry.entry) number \(entry.number?.rawValue ?? 0) \(entry.state) \
                \(entry.madeAt) \(entry.basis) \(entry.isDrawn ? "drawn" : "") \(entry.changes)
                """)
            for change in entry.changes {
                let row = try node.committed(change.table, change.row)
                lines.append("  \(change.row) is \(row.map { "\($0.values)" } ?? "not there")")
            }
        }
        lines.append("cursor \(mark(try node.cursor()))")
        lines.append("holds \(try node.heldScopes())")
        return lines + (try node.doctor())
    }

    private static func mark(_ mark: Mark) -> String {
        "\(mark.epoch.rawValue)/\(mark.sequence.rawValue)"
    }

    private static func rows(_ batch: Batch) -> [String] {
        batch.rows.sorted { ($0.table, $0.row) < ($1.table, $1.row) }
            .map { "\($0.table.rawValue) \($0.row) \($0.state)" }
    }
}
