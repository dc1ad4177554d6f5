internal import SyncProtocol
internal import SyncReplica

/// 24: messages keep within the limits, no session goes on for ever, and a sync moves no more than it
/// has to.
final class Resources: Checker {
    let name = "resources"
    private let record: Record
    private static let messagesMax = 5_000

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .officeHears(_, .push(let push)) where push.segment.count > Limits.segmentBytesMax:
            throw Violation(name, "a segment of \(push.segment.count) bytes")
        case .officeSaid(let session, _, let message):
            if let known = record.office?.sessions[session], known.said > Self.messagesMax {
                throw Violation(name, "\(known.said) messages in one session")
            }
            if let excess = excess(message) { throw Violation(name, excess) }
        case .synced(let replica):
            let report = world.node(replica).report
            let rows = report.rowsReceived + report.repaired + report.setsSent
            let bytes = report.bytesSent + report.bytesReceived
            if bytes > (64 << 10) + rows * (4 << 10) {
                throw Violation(name, "replica \(replica): \(bytes) bytes for \(rows) rows")
            }
        default: break
        }
    }

    private func excess(_ message: Message) -> String? {
        switch message {
        case .batch(let batch) where batch.rows.count > Limits.batchRowsMax:
            "a batch of \(batch.rows.count) rows"
        case .verdicts(let verdicts) where verdicts.verdicts.count > Limits.verdictsMax:
            "\(verdicts.verdicts.count) verdicts"
        case .checkpoint(let checkpoint) where checkpoint.digests.count > Limits.scopesMax:
            "\(checkpoint.digests.count) digests"
        case .welcome(let welcome) where welcome.scopes.count > Limits.scopesMax:
            "\(welcome.scopes.count) scopes"
        case .enrol, .hello, .push, .pull, .reidentify, .digestQuery, .rangeQuery, .enrolled,
            .welcome, .verdicts, .batch, .checkpoint, .reidentified, .digestAnswer, .rangeRows,
            .ping, .pong, .refusal, .goodbye, .unknown:
            nil
        }
    }
}
