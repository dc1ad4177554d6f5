internal import SyncProtocol

/// Row ids as people read and type them.
///
/// The first half of an id is its time, of which the last digits differ from row to row; the second half
/// is the device's, equal for all its rows. So the short form is the end of the first half.
enum ShortID {
    /// At least so many digits.
    static let digitsMin = 6

    /// 32 digits.
    static func full(_ id: RowID) -> String { id.description }

    /// Whether the digits stand at the beginning or the end of the id, or at the end of its first half.
    static func matches(_ digits: String, _ id: RowID) -> Bool {
        let full = id.description
        return full.hasPrefix(digits) || full.hasSuffix(digits)
            || full.prefix(16).hasSuffix(digits)
    }

    /// The short forms of rows among which they must be told apart.
    ///
    /// - Complexity: O(n log n).
    static func table(_ ids: [RowID]) -> [RowID: String] {
        let ends = ids.map { (id: $0, end: Array(String($0.description.prefix(16)).utf8.reversed())) }
            .sorted { $0.end.lexicographicallyPrecedes($1.end) }
        var result: [RowID: String] = [:]
        for (index, entry) in ends.enumerated() {
            var needed = digitsMin
            for neighbour in [index - 1, index + 1] where ends.indices.contains(neighbour) {
                needed = max(needed, common(entry.end, ends[neighbour].end) + 1)
            }
            result[entry.id] =
                needed > 16
                ? entry.id.description
                : String(decoding: entry.end.prefix(needed).reversed(), as: UTF8.self)
        }
        return result
    }

    private static func common(_ left: [UInt8], _ right: [UInt8]) -> Int {
        zip(left, right).prefix { $0 == $1 }.count
    }
}
