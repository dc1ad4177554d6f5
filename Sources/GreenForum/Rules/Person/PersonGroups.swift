internal import SyncEngine
internal import SyncProtocol

/// Which sign-ups of one event are one person's.
///
/// Two are when they share an e-mail or a phone number and the given name, or were merged once; and so is whoever is
/// the same person as both. Never two of which somebody has said that they are not. A withdrawn sign-up is its own. A
/// pure function of the rows, in whatever order they came.
struct PersonGroups {
    /// The slips of one person each, by time; the persons by their first.
    let groups: [[Slip]]

    /// Pairs that somebody has said are two persons.
    private let strangers: Set<Pair>

    private struct Pair: Hashable {
        let one: RowID
        let other: RowID

        init(_ one: RowID, _ other: RowID) {
            self.one = min(one, other)
            self.other = max(one, other)
        }
    }

    /// - Parameters:
    ///   - signups: all of the event.
    ///   - deleted: sign-ups that are being deleted: those merged into them are left alone until it is known whether
    ///     they live on.
    /// - Complexity: O(n log n) while few are said to be strangers.
    init(_ signups: [Row], deleted: Set<RowID> = []) {
        var strangers: Set<Pair> = []
        for row in signups {
            guard let text = row[SignupTable.notSame].text else { continue }
            for other in OtherPersons(text)?.ids ?? [] { strangers.insert(Pair(row.id, other)) }
        }
        self.strangers = strangers
        let awake = Self.awake(signups, deleted, strangers)
        var union = Union(awake, strangers)
        let places = Dictionary(uniqueKeysWithValues: awake.indices.map { (awake[$0].id, $0) })
        for (index, slip) in awake.enumerated() where slip.isMerged {
            guard let target = slip.row[SignupTable.mergedInto].row.flatMap({ places[$0] })
            else { continue }
            union.join(index, target)
        }
        for bucket in Self.buckets(awake) { union.join(all: bucket) }
        groups = union.groups()
    }

    /// Whether somebody has said that two of these are two persons.
    func areStrangers(_ one: [Slip], _ other: [Slip]) -> Bool {
        guard !strangers.isEmpty else { return false }
        return one.contains { slip in
            other.contains { strangers.contains(Pair(slip.id, $0.id)) }
        }
    }

    func areStrangers(_ one: RowID, _ other: RowID) -> Bool {
        strangers.contains(Pair(one, other))
    }

    /// The sign-ups that want to come, by time. Those that are part of a withdrawn one sleep with it.
    private static func awake(
        _ signups: [Row], _ deleted: Set<RowID>, _ strangers: Set<Pair>
    ) -> [Slip] {
        let withdrawn = Set(signups.lazy.filter { $0[SignupTable.wish].text != "in" }.map(\.id))
        return signups.filter { row in
            guard row[SignupTable.wish].text == "in" else { return false }
            guard row[SignupTable.status].text == "merged",
                let target = row[SignupTable.mergedInto].row
            else { return true }
            if strangers.contains(Pair(row.id, target)) { return true }
            return !withdrawn.contains(target) && !deleted.contains(target)
        }.map { Slip($0) }.sorted(by: Slip.isBefore)
    }

    /// Slips with a contact and a given name in common, sorted by these.
    private static func buckets(_ slips: [Slip]) -> [[Int]] {
        var buckets: [String: [Int]] = [:]
        for (index, slip) in slips.enumerated() {
            guard !slip.traits.givenName.isEmpty else { continue }
            for contact in slip.traits.contacts {
                buckets["\(contact) \(slip.traits.givenName)", default: []].append(index)
            }
        }
        return buckets.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Puts slips together, strangers never.
    private struct Union {
        private let slips: [Slip]
        private var roots: [Int]
        /// Roots that a root may not be together with.
        private var strangers: [Int: Set<Int>] = [:]

        init(_ slips: [Slip], _ pairs: Set<Pair>) {
            self.slips = slips
            roots = Array(slips.indices)
            guard !pairs.isEmpty else { return }
            let places = Dictionary(uniqueKeysWithValues: slips.indices.map { (slips[$0].id, $0) })
            for pair in pairs {
                guard let one = places[pair.one], let other = places[pair.other] else { continue }
                strangers[one, default: []].insert(other)
                strangers[other, default: []].insert(one)
            }
        }

        /// Each with the first that it may be together with.
        mutating func join(all bucket: [Int]) {
            var heads: [Int] = []
            for index in bucket {
                if !heads.contains(where: { join(index, $0) }) { heads.append(index) }
            }
        }

        /// - Returns: whether they are together.
        @discardableResult
        mutating func join(_ one: Int, _ other: Int) -> Bool {
            let (a, b) = (root(of: one), root(of: other))
            if a == b { return true }
            if strangers[a]?.contains(b) ?? false { return false }
            let (head, tail) = (min(a, b), max(a, b))
            roots[tail] = head
            for stranger in strangers.removeValue(forKey: tail) ?? [] {
                strangers[stranger]?.remove(tail)
                strangers[stranger]?.insert(head)
                strangers[head, default: []].insert(stranger)
            }
            return true
        }

        private mutating func root(of index: Int) -> Int {
            var index = index
            while roots[index] != index {
                roots[index] = roots[roots[index]]
                index = roots[index]
            }
            return index
        }

        /// Each in the order of its slips, by the first of each.
        mutating func groups() -> [[Slip]] {
            var members: [Int: [Slip]] = [:]
            var heads: [Int] = []
            for index in slips.indices {
                let head = root(of: index)
                if members[head] == nil { heads.append(head) }
                members[head, default: []].append(slips[index])
            }
            return heads.map { members[$0] ?? [] }
        }
    }
}
