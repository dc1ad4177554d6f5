/// What a table's places held before they were changed, in order, so that a short change can be taken back
/// without copying the table.
struct TableChanges: ~Copyable {
    private typealias Change = (place: UnsafeMutablePointer<UInt32>, before: UInt32)

    /// Beyond this many, copying the table is as fast.
    private static let countMax = 7 * 8 * 1_024

    private let changes: UnsafeMutablePointer<Change>
    private var count = 0

    init() {
        changes = .allocate(capacity: Self.countMax)
    }

    deinit { changes.deallocate() }

    /// These seven places, in this order, are about to change.
    @inline(__always)
    mutating func willChange(
        _ p0: UnsafeMutablePointer<UInt32>, _ p1: UnsafeMutablePointer<UInt32>,
        _ p2: UnsafeMutablePointer<UInt32>, _ p3: UnsafeMutablePointer<UInt32>,
        _ p4: UnsafeMutablePointer<UInt32>, _ p5: UnsafeMutablePointer<UInt32>,
        _ p6: UnsafeMutablePointer<UInt32>
    ) {
        // Once there are too many, the count stays above what fits.
        guard count &+ 7 <= Self.countMax else {
            count = Self.countMax + 1
            return
        }
        let next = changes + count
        next[0] = (p0, p0.pointee)
        next[1] = (p1, p1.pointee)
        next[2] = (p2, p2.pointee)
        next[3] = (p3, p3.pointee)
        next[4] = (p4, p4.pointee)
        next[5] = (p5, p5.pointee)
        next[6] = (p6, p6.pointee)
        count &+= 7
    }

    /// Puts everything back, latest first, and forgets it.
    ///
    /// - Returns: `false` when there were too many: the table has to be copied.
    mutating func takeBack() -> Bool {
        defer { count = 0 }
        guard count <= Self.countMax else { return false }
        while count > 0 {
            count -= 1
            changes[count].place.pointee = changes[count].before
        }
        return true
    }
}
