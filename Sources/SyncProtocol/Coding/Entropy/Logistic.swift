/// ln(p/(1-p)) and its inverse in whole numbers, from one small table: exact on every machine.
enum Logistic {
    /// 65,536/(1 + e^(-x/2)) for x = -16 ... 16.
    private static let points: [Int] = [
        22, 36, 60, 98, 162, 267, 439, 720, 1_179, 1_921, 3_108, 4_971, 7_812, 11_955, 17_625,
        24_743, 32_768, 40_793, 47_911, 53_581, 57_724, 60_565, 62_428, 63_615, 64_357, 64_816,
        65_097, 65_269, 65_374, 65_438, 65_476, 65_500, 65_514,
    ]

    /// - Parameter value: in 256ths, clamped to -2,047 ... 2,047.
    /// - Returns: the probability in 65,536ths.
    static func squash(_ value: Int) -> Int {
        let clamped = max(-2_047, min(2_047, value)) + 2_048
        let index = clamped >> 7
        let part = clamped & 127
        return (points[index] * (128 - part) + points[index + 1] * part + 64) >> 7
    }

    /// `squash` of -2,048 ... 2,047, at index value + 2,048.
    // Immutable once made.
    nonisolated(unsafe) static let squashTable: UnsafePointer<Int32> = {
        let table = UnsafeMutablePointer<Int32>.allocate(capacity: 4_096)
        for index in 0..<4_096 { table[index] = Int32(squash(index - 2_048)) }
        return UnsafePointer(table)
    }()

    /// For a probability in 4,096ths: the smallest value in 256ths whose `squash` is at least that.
    nonisolated(unsafe) static let stretchTable: UnsafePointer<Int32> = {
        let table = UnsafeMutablePointer<Int32>.allocate(capacity: 4_096)
        var value = -2_047
        for probability in 0..<4_096 {
            while value < 2_047 && squash(value) < probability << 4 | 8 { value += 1 }
            table[probability] = Int32(value)
        }
        return UnsafePointer(table)
    }()
}
