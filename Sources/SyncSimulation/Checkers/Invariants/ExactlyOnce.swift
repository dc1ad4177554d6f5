internal import SyncProtocol

/// 2: the office has each set of a device at most once, and gives each the same verdict again.
final class ExactlyOnce: Checker {
    let name = "exactly-once"
    private let record: Record

    init(_ record: Record) { self.record = record }

    // The record compares each sequence and each verdict as it comes.
    func check(_ world: any WorldView) throws { try record.raise(name) }
}
