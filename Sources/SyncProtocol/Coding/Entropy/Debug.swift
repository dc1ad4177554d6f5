import Glibc
struct CostCoder: BinaryCoder {
    static let decodes = false
    var isOverrun: Bool { false }
    var bits = 0.0
    mutating func code(_ bit: Int, _ probability: Int) -> Int {
        let p = Double(probability) / 65536
        bits -= log2(bit == 1 ? p : 1 - p)
        return bit
    }
}
nonisolated(unsafe) public var P: [Int] = (0..<16).map { i in getenv("P\(i)").flatMap { Int(String(cString: $0)) } ?? -1 }
nonisolated(unsafe) public var trace: [(UInt8, Double)]? = nil
nonisolated(unsafe) var traceLast = 0.0
public func debugPairs(_ pairs: [(String, String)], show: Int) -> (Double, Double) {
    let model = TextModel.fresh()
    var names = 0.0, mails = 0.0
    for (i, pair) in pairs.enumerated() {
        var c = CostCoder()
        traceCosts = i >= pairs.count - show ? [] : nil
        _ = model.code(Array(pair.0.utf8), kind: 1, along: [], limit: .max, &c)
        names += c.bits
        if let t = traceCosts { print(pair.0, Int(c.bits * 10), t.map { "\(Int($0 * 10))" }.joined(separator: " ")) }
        traceCosts = i >= pairs.count - show ? [] : nil
        var d = CostCoder()
        if !pair.1.isEmpty { _ = model.code(Array(pair.1.utf8), kind: 2, along: TextAlignment.folded(Array(pair.0.utf8)), limit: .max, &d) }
        mails += d.bits
        if let t = traceCosts { print("   ", pair.1, Int(d.bits * 10), zip(Array(pair.1) + ["$"], t).map { "\($0)\(Int($1 * 10))" }.joined(separator: " ")) }
    }
    return (names, mails)
}
nonisolated(unsafe) var traceCosts: [Double]? = nil

func dlog2(_ x: Double) -> Double { log2(x) }
nonisolated(unsafe) public var D = false
nonisolated(unsafe) public var bitsTotal = 0.0
nonisolated(unsafe) var bitsLast = 0.0
nonisolated(unsafe) public var bitsBy: [String: Double] = [:]
func spentOn(_ what: String) { if D { bitsBy[what, default: 0] += bitsTotal - bitsLast; bitsLast = bitsTotal } }
public func report() { for (k, v) in bitsBy.sorted(by: { $0.key < $1.key }) { print("  \(k) \(Int(v / 8))") }; bitsBy = [:] }
