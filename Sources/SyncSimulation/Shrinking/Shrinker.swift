internal import SyncProtocol

/// Makes a world that breaks a promise as short as it can be made while it still breaks it: steps are left
/// out, waits and numbers of replicas made small.
///
/// Delta debugging (Zeller and Hildebrandt 2002): parts of the steps are left out, larger ones first. Any part
/// of the steps is a world: a step that cannot be done does nothing.
package struct Shrinker {
    /// What breaks the promise.
    package struct Case: Hashable, Sendable {
        package var options: WorldOptions
        package var steps: [Step]

        package init(options: WorldOptions, steps: [Step]) {
            self.options = options
            self.steps = steps
        }
    }

    /// The promise that stays broken.
    package let promise: String
    private let worldsMax: Int
    private let violation: (Case) -> Violation?
    /// How many worlds were run.
    package private(set) var worlds = 0
    /// How the shortest one breaks it.
    package private(set) var last: Violation

    /// - Parameters:
    ///   - broken: how the whole world breaks a promise.
    ///   - worldsMax: how many worlds to try at most.
    ///   - violation: runs a world, and says how it breaks a promise.
    package init(
        _ broken: Violation, worldsMax: Int = 2_000,
        violation: @escaping (Case) -> Violation? = { Shrinker.run($0) }
    ) {
        self.promise = broken.promise
        self.last = broken
        self.worldsMax = worldsMax
        self.violation = violation
    }

    /// How a world breaks a promise; `nil` when it keeps all.
    package static func run(_ whole: Case) -> Violation? {
        do {
            try World(whole.options, steps: whole.steps).run()
            return nil
        } catch let violation as Violation {
            return violation
        } catch {
            return Violation("no crash", "\(error)", kind: .crash)
        }
    }

    /// - Returns: a case that breaks the same promise and of which no single step can be left out, unless the
    ///   worlds ran out.
    package mutating func shrink(_ whole: Case) -> Case {
        var best = whole
        best.steps = withoutParts(best)
        best = withFewerReplicas(best)
        best = withSoundClocks(best)
        best = withShortWaits(best)
        best.steps = withoutParts(best)
        best.options.steps = best.steps.count
        return best
    }

    private mutating func isBroken(_ new: Case) -> Bool {
        guard worlds < worldsMax else { return false }
        worlds += 1
        guard let violation = violation(new), violation.promise == promise else { return false }
        last = violation
        return true
    }

    private mutating func withoutParts(_ whole: Case) -> [Step] {
        var best = whole
        var size = max(best.steps.count / 2, 1)
        while !best.steps.isEmpty {
            var place = 0
            var isShorter = false
            while place < best.steps.count {
                var shorter = best
                shorter.steps.removeSubrange(place..<min(place + size, best.steps.count))
                if isBroken(shorter) {
                    best = shorter
                    isShorter = true
                } else {
                    place += size
                }
            }
            if size == 1, !isShorter { break }
            if !isShorter || size > best.steps.count { size = max(size / 2, 1) }
        }
        return best.steps
    }

    private mutating func withFewerReplicas(_ whole: Case) -> Case {
        var best = whole
        while best.options.replicas > 2 {
            var smaller = best
            smaller.options.replicas -= 1
            smaller.options.clocks.removeLast()
            guard isBroken(smaller) else { break }
            best = smaller
        }
        return best
    }

    private mutating func withSoundClocks(_ whole: Case) -> Case {
        var best = whole
        for place in best.options.clocks.indices where best.options.clocks[place] != .right {
            var sounder = best
            sounder.options.clocks[place] = .right
            if isBroken(sounder) { best = sounder }
        }
        return best
    }

    private mutating func withShortWaits(_ whole: Case) -> Case {
        var best = whole
        for place in best.steps.indices where best.steps[place].wait > 0 {
            var shorter = best
            shorter.steps[place].wait = 0
            if isBroken(shorter) { best = shorter }
        }
        return best
    }
}
