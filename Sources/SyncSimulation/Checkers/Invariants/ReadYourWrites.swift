internal import SyncProtocol

/// 6: a replica draws its own undecided sets, in order, on top of rows that never go back unannounced.
final class ReadYourWrites: Checker {
    let name = "read-your-writes"
    private let record: Record
    private var cursors: [Int: Mark] = [:]

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        if case .wentBack(let replica) = event { cursors[replica] = nil }
    }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for (index, replica) in record.replicas.enumerated() {
            let cursor = replica.cursor
            defer { cursors[index] = cursor }
            guard let before = cursors[index], before.epoch == cursor.epoch,
                cursor.sequence < before.sequence
            else { continue }
            // An office that went back without knowing goes on under the epoch's name.
            guard record.office?.losses == 0 else { continue }
            throw Violation(
                name,
                "replica \(index) went from \(before.sequence.rawValue) to "
                    + "\(cursor.sequence.rawValue)")
        }
    }

    func checkAtRest(_ world: any WorldView) throws { try record.raise(name) }
}
