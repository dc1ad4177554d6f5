/// Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014. The same numbers everywhere.
public struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number from 0 to below `count`.
    public mutating func below(_ count: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(max(count, 1))).high)
    }

    /// Whether a thing happens that happens so many times in a thousand.
    public mutating func happens(_ perThousand: Int) -> Bool { below(1_000) < perThousand }

    /// One of them, all alike.
    public mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// One of them by weight.
    public mutating func pick<Item>(_ items: [(Item, Int)]) -> Item {
        var left = below(items.reduce(0) { $0 + $1.1 })
        for (item, weight) in items {
            left -= weight
            if left < 0 { return item }
        }
        return items[0].0
    }

    /// A place from 0 to below `count` with weights that fall as 1/(place + 8), as names do in a country.
    public mutating func ranked(_ count: Int) -> Int {
        let weights = (0..<count).map { 1_000_000 / ($0 + 9) }
        var left = below(weights.reduce(0, +))
        for (place, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return place }
        }
        return 0
    }

    /// A place from 0 to below `count`, the first ones likelier.
    public mutating func skewed(_ count: Int) -> Int {
        // The smaller of two draws, of three in a third of the picks.
        var place = min(below(count), below(count))
        if happens(333) { place = min(place, below(count)) }
        return place
    }
}
