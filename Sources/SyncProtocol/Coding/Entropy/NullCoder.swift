/// Takes bits and forgets them: to teach a model something.
struct NullCoder: BinaryCoder {
    static let decodes = false

    var isOverrun: Bool { false }

    @inline(__always)
    mutating func code(_ bit: Int, _ probability: Int) -> Int { bit }
}
