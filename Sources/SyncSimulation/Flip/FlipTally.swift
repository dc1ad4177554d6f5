/// What many flips of one scenario came to.
package struct FlipTally: Hashable, Codable, Sendable {
    package let scenario: String
    package private(set) var flips = 0
    package private(set) var harmless = 0
    package private(set) var mended = 0
    package private(set) var reported = 0
    package private(set) var unnoticed = 0
    /// What was said, or done without a word, and how often.
    package private(set) var kinds: [String: Int] = [:]
    /// The first of each kind of silent damage in each place.
    package private(set) var silent: [String] = []
    package private(set) var violations: [String] = []

    private static let listedMax = 200

    package init(scenario: String) {
        self.scenario = scenario
    }

    package mutating func add(_ flip: Flip) {
        flips += 1
        let kind = "\(flip.end.rawValue): \(flip.kind)"
        switch flip.end {
        case .harmless:
            harmless += 1
            return
        case .mended: mended += 1
        case .reported: reported += 1
        case .unnoticed:
            unnoticed += 1
            let place = "\(kind) in \(flip.place)"
            if kinds[place] == nil, silent.count < Self.listedMax { silent.append("\(flip)") }
            kinds[place, default: 0] += 1
            return
        case .violation: if violations.count < Self.listedMax { violations.append("\(flip)") }
        }
        kinds[kind, default: 0] += 1
    }
}
