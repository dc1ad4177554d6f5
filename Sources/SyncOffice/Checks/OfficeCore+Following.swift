package import SyncEngine
package import SyncProtocol

/// Single look-ups for somebody who follows the office commit by commit.
extension OfficeCore {
    /// `nil` where the log does not reach.
    package func head(at sequence: Sequence) throws -> Hash256? {
        try store.read { try store.head(at: sequence) }
    }

    /// A live row.
    package func row(_ key: RowKey) throws -> Row? {
        try store.read { try store.row(key.row, in: key.table) }
    }

    /// Rows that were written or deleted after a sequence, each once, as they are now.
    package func changed(after sequence: Sequence) throws -> [(key: RowKey, row: Row?)] {
        try store.read {
            let keys = Set(try store.feed(after: sequence, limit: .max).map(\.key))
            return try keys.sorted().map { ($0, try store.row($0.row, in: $0.table)) }
        }
    }

    /// What is remembered of one set.
    package func verdict(
        on number: ChangeNumber, of device: DeviceID
    ) throws -> Verdict? {
        try store.read { try store.verdicts(of: device, in: number...number).first?.verdict }
    }

    /// The hash of the judged segment that has this set.
    package func segment(
        with number: ChangeNumber, of device: DeviceID
    ) throws -> Hash256? {
        try store.read {
            try store.segments(of: device).last { $0.first <= number }?.hash
        }
    }

    /// How pushed segments are opened.
    package var segmentReading: any SegmentReading { parts.segments }
}
