/// Which worlds.
enum Seeds: Sendable {
    case consecutive(Range<UInt64>)
    case some([UInt64])

    var first: UInt64? { self[0] }

    /// - Parameter place: from 0.
    subscript(place: Int) -> UInt64? {
        switch self {
        case .consecutive(let range):
            let seed = range.lowerBound + UInt64(place)
            return seed < range.upperBound ? seed : nil
        case .some(let seeds):
            return place < seeds.count ? seeds[place] : nil
        }
    }
}
