internal import SyncProtocol

/// 15: what was deleted stays deleted, at the office and on replicas, but for an edit that crossed it.
final class Resurrection: Checker {
    let name = "resurrection"
    private let record: Record

    init(_ record: Record) { self.record = record }

    // The record tells rows that live without the model's knowing from other differences.
    func check(_ world: any WorldView) throws { try record.raise(name) }
    func checkAtRest(_ world: any WorldView) throws { try record.raise(name) }
}
