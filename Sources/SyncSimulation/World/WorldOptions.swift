internal import SyncProtocol

/// What may happen in a world, drawn whole from its seed: a swarm of different worlds finds more than one
/// world of averages.
package struct WorldOptions: Hashable, Codable, Sendable {
    package var seed: UInt64
    package var profile: Profile
    package var backend: Backend
    package var replicas: Int
    package var steps: Int
    /// How often each kind of step is drawn, relative to the others. In the order of `Step.Kind.allCases`;
    /// kinds that cannot happen are left out.
    package var weights: [Weight]
    /// Of a hundred sessions that people start: those that stay.
    package var livePercent: Int
    /// One way, in milliseconds: at least, and at most that much more.
    package var latency: Int
    package var jitter: Int
    /// Whether bytes travel, in pieces, instead of whole messages.
    package var framesAreBytes: Bool
    /// Of the devices, in their order.
    package var clocks: [ClockModel]
    /// Of a hundred waits between steps: those of minutes instead of moments.
    package var longWaitPercent: Int
    /// How many segments a device has under way at most.
    package var pushLimit: Int
    /// Checkers look at every so many steps.
    package var checkEvery: Int

    /// How often a kind of step is drawn.
    package struct Weight: Hashable, Codable, Sendable {
        package var kind: Step.Kind
        package var weight: Int
    }

    /// - Parameters:
    ///   - steps: 20 ... 120 are drawn when `nil`.
    ///   - replicas: 2 ... 6 are drawn when `nil`.
    package init(
        seed: UInt64, profile: Profile = .all, backend: Backend, steps: Int? = nil,
        replicas: Int? = nil
    ) {
        var dice = SeededRandom(seed: seed)
        self.seed = seed
        self.profile = profile
        self.backend = backend
        // Small worlds are short: little happens often.
        let size = dice.below(5)
        let drawnReplicas = min(6, 2 + (size + dice.below(3)) * 4 / 6)
        let drawnSteps = 20 + size * 20 + dice.below(21)
        self.replicas = replicas ?? drawnReplicas
        self.steps = steps ?? drawnSteps
        self.weights = Self.weights(profile, &dice, late: seed ^ 0x46_4F52_4745)
        self.livePercent = dice.pick([0, 0, 20, 60]) ?? 0
        self.latency = dice.pick([1, 5, 20, 100, 800]) ?? 20
        self.jitter = latency * (dice.pick([0, 1, 5]) ?? 1)
        let bytes = dice.chance(4)
        self.framesAreBytes = backend == .disk || bytes
        let wrongPercent = dice.pick([0, 20, 60]) ?? 0
        var clocks: [ClockModel] = []
        for _ in 0..<self.replicas {
            let isWrong = dice.chance(profile == .clock ? 70 : wrongPercent)
            let model = Self.wrongClock(&dice)
            clocks.append(isWrong && profile != .calm ? model : .right)
        }
        self.clocks = clocks
        self.longWaitPercent = dice.pick([2, 15, 40]) ?? 15
        // Dice of their own: other worlds stay what they were.
        var pushDice = SeededRandom(seed: seed ^ 0x5055_5348_4553)
        self.pushLimit = pushDice.pick([1, 2, 8]) ?? 8
        self.checkEvery = backend == .memory ? 1 : 10
    }

    private static func weights(
        _ profile: Profile, _ dice: inout SeededRandom, late seed: UInt64
    ) -> [Weight] {
        var lateDice = SeededRandom(seed: seed)
        var drawn = Profile.people
        for group in profile.groups {
            let isHere = dice.chance(group.percent)
            for (kind, weight) in group.weights {
                // Not every trouble of a group, and more or less of it.
                let factor = dice.below(4)
                if isHere, factor > 0 { drawn.append((kind, weight * factor)) }
            }
            for (kind, weight) in group.late {
                let factor = lateDice.below(4)
                if isHere, factor > 0 { drawn.append((kind, weight * factor)) }
            }
        }
        return Step.Kind.allCases.compactMap { kind in
            let weight = drawn.reduce(0) { $1.0 == kind ? $0 + $1.1 : $0 }
            return weight > 0 ? Weight(kind: kind, weight: weight) : nil
        }
    }

    /// A clock that goes wrong in some way.
    static func wrongClock(_ dice: inout SeededRandom) -> ClockModel {
        switch dice.below(6) {
        case 0: .epoch1970
        case 1: .year2099
        case 2: .drift(Int64(dice.below(400_000)) - 200_000)
        case 3: .noisy(Int64(1 + dice.below(5_000)))
        case 4: .off(Int64(dice.below(7_200_001)) - 3_600_000)
        default: .off((Int64(dice.below(801)) - 400) * 86_400_000)
        }
    }

    /// The steps of this world.
    package func plan() -> [Step] {
        var dice = SeededRandom(seed: seed ^ 0x5745_4C54_5354_4550)
        let total = weights.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return [] }
        return (0..<steps).map { _ in
            var place = dice.below(total)
            var kind = Step.Kind.rest
            for weight in weights {
                kind = weight.kind
                place -= weight.weight
                if place < 0 { break }
            }
            let isLong = dice.chance(longWaitPercent)
            let wait = dice.below(isLong ? 600_000 : 4 * (latency + jitter) + 50)
            let who = dice.below(64)
            return Step(kind, who: who, wait: Milliseconds(wait), dice: dice.next())
        }
    }
}

extension WorldOptions: CustomStringConvertible {
    /// One line.
    package var description: String {
        let chances = weights.map { "\($0.kind.rawValue) \($0.weight)" }.joined(separator: ", ")
        let wrong = clocks.filter { $0 != .right }.count
        return """
            seed \(seed) profile \(profile.rawValue) backend \(backend.rawValue) \
            replicas \(replicas) steps \(steps) live \(livePercent)% window \(pushLimit) \
            latency \(latency)+\(jitter) ms bytes \(framesAreBytes ? "yes" : "no") \
            wrong clocks \(wrong) long waits \(longWaitPercent)% [\(chances)]
            """
    }
}
