/// Which worlds, one at least.
struct Seeds: Sendable {
    private enum Kind: Sendable {
        case consecutive(ClosedRange<UInt64>)
        case some([UInt64])
    }

    private let kind: Kind
    let first: UInt64

    init(_ range: ClosedRange<UInt64>) {
        self.kind = .consecutive(range)
        self.first = range.lowerBound
    }

    /// `nil` when there is none.
    init?(_ seeds: [UInt64]) {
        guard let first = seeds.first else { return nil }
        self.kind = .some(seeds)
        self.first = first
    }

    /// - Parameter place: from 0.
    subscript(place: Int) -> UInt64? {
        switch kind {
        case .consecutive(let range):
            UInt64(place) <= range.upperBound - range.lowerBound ? first + UInt64(place) : nil
        case .some(let seeds):
            place < seeds.count ? seeds[place] : nil
        }
    }
}
