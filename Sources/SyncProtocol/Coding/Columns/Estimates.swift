/// Bits of telling `total` things of these counts, each by its share.
func entropy(_ counts: [Int], total: Int) -> Double {
    var bits = 0.0
    for count in counts where count > 0 {
        bits += Double(count) * logarithm(Double(total) / Double(count))
    }
    return bits
}

/// The logarithm to base 2 of a number of 1 or more, near enough to choose by.
func logarithm(_ value: Double) -> Double {
    let exponent = Double(value.exponent)
    let fraction = value.significand - 1
    return exponent + fraction * (1.344 - 0.344 * fraction)
}

func gcd(_ a: UInt64, _ b: UInt64) -> UInt64 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
}
