package import SyncProtocol

/// The epochs that the office has lived through, oldest first.
///
/// Each epoch after the first was opened because the office had gone back in time: what others saw of
/// the epoch before it, at or after its start, is not this office's history.
package struct EpochHistory: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package let epoch: Epoch
        /// The first sequence that belongs to it.
        package let start: Sequence
        /// Up to here the history before it is known to be what everybody saw.
        package let agreed: Sequence
        /// The epoch of the history that was lost when this one was opened.
        package let lost: Epoch

        package init(epoch: Epoch, start: Sequence, agreed: Sequence, lost: Epoch) {
            self.epoch = epoch
            self.start = start
            self.agreed = agreed
            self.lost = lost
        }
    }

    /// Oldest first.
    package let entries: [Entry]

    /// - Precondition: at least one entry, starts never decrease.
    package init(_ entries: [Entry]) {
        precondition(!entries.isEmpty, "an office has an epoch")
        self.entries = entries
    }

    /// The newest epoch.
    package var current: Epoch { entries[entries.count - 1].epoch }

    /// Whether a mark that cannot be confirmed tells of a loss that no epoch was opened for yet.
    package func isNews(_ lost: Epoch) -> Bool {
        if lost == current { return true }
        return !entries.contains { $0.epoch == lost || $0.lost == lost }
    }

    /// The epoch that was current at a sequence.
    package func epoch(at sequence: Sequence) -> Epoch {
        (entries.last { $0.start <= sequence } ?? entries[0]).epoch
    }

    /// The part of a basis that is this office's history: what its author has really seen of it.
    ///
    /// Of an epoch that the office lost altogether nothing is known but that it left our history at
    /// some restore.
    ///
    /// - Complexity: linear in the number of epochs, which is one plus the number of restores.
    package func seen(_ basis: Basis) -> Sequence {
        let known = entries.firstIndex { $0.epoch == basis.epoch }
        let later = known.map { entries[($0 + 1)...] } ?? entries.dropFirst()
        let agreed = later.map(\.agreed).min()
        if known == nil && agreed == nil { return .zero }
        return agreed.map { min(basis.sequence, $0) } ?? basis.sequence
    }
}
