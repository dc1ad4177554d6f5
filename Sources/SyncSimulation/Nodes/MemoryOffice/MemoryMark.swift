internal import SyncOffice
internal import SyncProtocol

/// A mark that is kept as the mark file is: written without waiting for the disk.
final class MemoryMark: MarkKeeper {
    private var newest: Mark?
    private var synced: Mark?

    func read() -> Mark? { newest }

    func write(_ mark: Mark) {
        synced = newest
        newest = mark
    }

    /// What was written last did not reach the disk.
    func losePower() { newest = synced }

    func forget() { (newest, synced) = (nil, nil) }
}
