package import SyncProtocol

/// The epochs that the office has lived through, oldest first.
///
/// Each epoch after the first was opened because the office had gone back in time: what others saw of
/// the epoch before it, at or after its start, is not this office's history.
package struct EpochHistory: Hashable, Sendable {
    /// One epoch and the first sequence that belongs to it.
    package struct Entry: Hashable, Sendable {
        package let epoch: Epoch
        package let start: Sequence

        package init(epoch: Epoch, start: Sequence) {
            self.epoch = epoch
            self.start = start
        }
    }

    private let entries: [Entry]

    /// - Precondition: at least one entry, starts never decrease.
    package init(_ entries: [Entry]) {
        precondition(!entries.isEmpty, "an office has an epoch")
        self.entries = entries
    }

    /// The newest epoch.
    package var current: Epoch { entries[entries.count - 1].epoch }

    /// The epoch that was current at a sequence.
    package func epoch(at sequence: Sequence) -> Epoch {
        (entries.last { $0.start <= sequence } ?? entries[0]).epoch
    }

    /// The part of a basis that is this office's history: what its author has really seen of it.
    ///
    /// - Complexity: linear in the number of epochs, which is one plus the number of restores.
    package func seen(_ basis: Basis) -> Sequence {
        guard let index = entries.firstIndex(where: { $0.epoch == basis.epoch }) else {
            // An epoch that was lost with a restore: it left our history at some restore, at the
            // earliest at the lowest start that a restore left behind.
            let lowest = entries.dropFirst().map(\.start).min() ?? Sequence(1)
            return min(basis.sequence, before(lowest))
        }
        let later = entries[(index + 1)...].map(\.start).min()
        return later.map { min(basis.sequence, before($0)) } ?? basis.sequence
    }

    private func before(_ sequence: Sequence) -> Sequence {
        Sequence(sequence.rawValue == 0 ? 0 : sequence.rawValue - 1)
    }
}
