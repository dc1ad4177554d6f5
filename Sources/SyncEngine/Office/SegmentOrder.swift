package import SyncProtocol

/// Where a pushed segment belongs among those that its device sent before.
package enum SegmentOrder: Hashable, Sendable {
    /// Its numbers are the ones expected: judge it.
    case next
    /// The same bytes were judged before: answer with the same verdicts.
    case known
    /// Numbers before it are missing; the device sends from there.
    case gap(expected: ChangeNumber)
    /// Another replica with this identity used these numbers, or continued from other sets.
    case fork

    /// What the office remembers of one segment.
    package struct Remembered: Hashable, Sendable {
        package let first: ChangeNumber
        package let count: Int
        package let hash: Hash256

        package init(first: ChangeNumber, count: Int, hash: Hash256) {
            self.first = first
            self.count = count
            self.hash = hash
        }
    }

    /// - Parameters:
    ///   - expected: the number after the last one judged.
    ///   - last: the hash of the last segment judged, `zero` when there is none.
    ///   - remembered: the segment judged before that starts with the same number.
    package init(
        of header: SegmentHeader, hash: Hash256, expected: ChangeNumber, last: Hash256,
        remembered: Remembered?
    ) {
        if header.first > expected {
            self = .gap(expected: expected)
        } else if header.first == expected {
            self = header.previous == last ? .next : .fork
        } else {
            let isSame = remembered?.hash == hash && remembered?.count == header.count
            self = isSame ? .known : .fork
        }
    }
}
