package import SyncProtocol

/// Which rows must be rebuilt when a checkpoint is applied, and what is drawn on top of each.
///
/// Exact row by row, because a change writes cells of one row only: a row that no dropped set and no
/// remaining set touches is simply what the feed says.
package struct RebasePlan: Sendable {
    private let remaining: [RowKey: [Change]]

    /// Rows that were drawn with work that is dropped now, sorted. They are rebuilt even when the feed says
    /// nothing about them.
    package let uncovered: [RowKey]

    /// - Parameters:
    ///   - remaining: the changes of sets that stay drawn, set by set, oldest first.
    ///   - dropped: the changes of sets whose verdict is at or before the checkpoint.
    package init(remaining: [[Change]], dropped: [[Change]]) {
        var changes: [RowKey: [Change]] = [:]
        for set in remaining {
            for change in set {
                changes[RowKey(change.table, change.row), default: []].append(change)
            }
        }
        self.remaining = changes
        self.uncovered = Set(dropped.joined().map { RowKey($0.table, $0.row) }).sorted()
    }

    /// Whether no row has work to draw: everything goes the fast way.
    package var isEmpty: Bool { remaining.isEmpty && uncovered.isEmpty }

    /// What stays drawn on top of this row, in order; empty when the row is what the feed says.
    package func changes(to key: RowKey) -> [Change] { remaining[key] ?? [] }

    /// Rows with work that stays, sorted.
    package var pendingRows: [RowKey] { remaining.keys.sorted() }
}
