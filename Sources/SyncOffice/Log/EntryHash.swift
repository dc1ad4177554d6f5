internal import SyncEngine
internal import SyncProtocol

/// What one log entry stands for: which set, when, and the content of every row that it wrote. Two
/// histories that wrote different rows never have equal heads.
struct EntryHash {
    private var bytes: [UInt8] = []

    init(
        sequence: Sequence, epoch: Epoch, device: DeviceID, number: UInt64, segment: Hash256,
        at: Milliseconds
    ) {
        append(sequence.rawValue)
        append(epoch.rawValue)
        append(device.rawValue)
        append(number)
        bytes += segment.bytes
        append(UInt64(bitPattern: at))
    }

    /// - Parameter content: `nil` for a deleted row.
    mutating func add(_ key: RowKey, content: ContentHash?) {
        append(UInt64(key.table.rawValue))
        bytes += key.row.bytes
        append(content == nil ? 0 : 1)
        append(content?.rawValue ?? 0)
    }

    var hash: Hash256 { Hash256(of: bytes) }

    private mutating func append(_ number: UInt64) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
