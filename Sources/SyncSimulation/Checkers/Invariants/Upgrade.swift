internal import SyncProtocol

/// 31: cells that an old program does not know survive its edits, at the office and on replicas.
final class Upgrade: Checker {
    let name = "upgrade"
    private let record: Record

    init(_ record: Record) { self.record = record }

    // The record tells differences in columns that some program does not know from others.
    func check(_ world: any WorldView) throws { try record.raise(name) }
    func checkAtRest(_ world: any WorldView) throws { try record.raise(name) }
}
