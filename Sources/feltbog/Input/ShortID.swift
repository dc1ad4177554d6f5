internal import SyncProtocol

/// Row ids as people read and type them.
///
/// An id is twelve digits of milliseconds, four of version and counter, sixteen of the device. The last digits of
/// the milliseconds differ from row to row, so they are the short form; rows made within one
/// millisecond (an import) take their counters in.
enum ShortID {
    /// At least so many digits.
    static let digitsMin = 6

    /// 32 digits.
    static func full(_ id: RowID) -> String { id.description }

    /// Whether the digits stand at the beginning or the end of the id, or at the end of its milliseconds or
    /// counter.
    static func matches(_ digits: String, _ id: RowID) -> Bool {
        let full = id.description
        return full.hasPrefix(digits) || full.hasSuffix(digits)
            || full.prefix(12).hasSuffix(digits) || full.prefix(16).hasSuffix(digits)
    }

    /// The short forms of rows among which they must be told apart.
    ///
    /// - Complexity: O(n log n).
    static func table(_ ids: [RowID]) -> [RowID: String] {
        let groups = Dictionary(grouping: ids) { String($0.description.prefix(12)) }
        let byTime = shortest(Array(groups.keys))
        let byCounter = shortest(ids.map { String($0.description.prefix(16)) })
        var result: [RowID: String] = [:]
        for (time, group) in groups {
            for id in group {
                let short =
                    group.count == 1 ? byTime[time] : byCounter[String(id.description.prefix(16))]
                result[id] = short ?? id.description
            }
        }
        return result
    }

    /// The shortest ends that tell texts of one length apart; nothing for texts that are equal.
    private static func shortest(_ texts: [String]) -> [String: String] {
        let ends = texts.map { (text: $0, end: Array($0.utf8.reversed())) }
            .sorted { $0.end.lexicographicallyPrecedes($1.end) }
        var result: [String: String] = [:]
        for (index, entry) in ends.enumerated() {
            var needed = digitsMin
            for neighbour in [index - 1, index + 1] where ends.indices.contains(neighbour) {
                needed = max(needed, common(entry.end, ends[neighbour].end) + 1)
            }
            if needed <= entry.end.count { result[entry.text] = String(entry.text.suffix(needed)) }
        }
        return result
    }

    private static func common(_ left: [UInt8], _ right: [UInt8]) -> Int {
        zip(left, right).prefix { $0 == $1 }.count
    }
}
