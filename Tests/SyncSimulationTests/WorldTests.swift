import SyncEngine
import SyncProtocol
import SyncSimulation
import Testing

/// Worlds full of troubles come right, are the same twice, and really are full of troubles.
@Suite struct WorldTests {
    @Test(arguments: Profile.allCases)
    func `worlds in memory keep every promise`(profile: Profile) throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            try World(seed: seed, profile: profile, backend: .memory).run()
        }
    }

    @Test(arguments: Profile.allCases)
    func `worlds on disks keep every promise`(profile: Profile) throws {
        try World(seed: 1, profile: profile, backend: .disk).run()
    }

    @Test(arguments: Backend.allCases, 1...3 as ClosedRange<UInt64>)
    func `the same seed is the same world, event by event`(backend: Backend, seed: UInt64) throws {
        let worlds = try (0..<2).map { _ in try World(seed: seed, backend: backend) }
        for world in worlds { try world.run() }
        #expect(worlds[0].trace == worlds[1].trace)
        #expect(worlds[0].tally == worlds[1].tally)
        #expect(worlds[0].coverage == worlds[1].coverage)
    }

    @Test func `other seeds are other worlds`() throws {
        let worlds = try (1...2).map { try World(seed: $0, backend: .memory) }
        for world in worlds { try world.run() }
        #expect(worlds[0].trace != worlds[1].trace)
    }

    /// A step that cannot be done does nothing: this is what lets steps be left out.
    @Test func `any part of the steps is a world`() throws {
        let options = WorldOptions(seed: 7, backend: .memory)
        let steps = options.plan()
        for part in 0..<4 {
            let kept = steps.enumerated().filter { $0.offset % 4 != part }.map(\.element)
            try World(options, steps: kept).run()
        }
        try World(options, steps: []).run()
    }

    @Test func `every kind of step is done, and things really go wrong`() throws {
        var tally = Tally()
        for profile in Profile.allCases {
            for seed in 100...112 as ClosedRange<UInt64> {
                let world = try World(seed: seed, profile: profile, backend: .memory)
                try world.run()
                tally = tally + world.tally
            }
        }
        let onDisksOnly: Set<Step.Kind> = [.failReplicaDisk, .failOfficeDisk]
        for kind in Step.Kind.allCases where !onDisksOnly.contains(kind) {
            #expect(tally.steps[kind, default: 0] > 0, "\(kind.rawValue) was never done")
        }
        #expect(tally.cuts > 100)
        #expect(tally.returned > 100)
        #expect(tally.outcomes > 100)
        #expect(tally.reidentified > 0)
        #expect(tally.epochs > 0)
        #expect(tally.sharedCommits > 0)
        #expect(tally.bytes > 0)
    }

    @Test(arguments: Backend.allCases)
    func `whatever a device with a valid key forges, every promise is kept`(
        backend: Backend
    ) throws {
        var tally = Tally()
        for seed in 1...(backend == .memory ? 16 : 2) as ClosedRange<UInt64> {
            let options = WorldOptions(seed: seed, profile: .adversary, backend: backend)
            let steps = options.plan().flatMap { step in
                [step, Step(.forge, who: step.who, wait: 200, dice: ~step.dice)]
            }
            let world = try World(options, steps: steps)
            try world.run()
            tally = tally + world.tally
        }
        #expect(tally.steps[.forge, default: 0] > 20)
        guard backend == .memory else { return }
        for forgery in Forgery.allCases {
            #expect(
                tally.forgeries[forgery, default: 0] > 0, "\(forgery.rawValue) was never forged")
        }
    }

    @Test func `forging is drawn where adversaries are, and changes no other world`() {
        let worlds = (1...200).map {
            WorldOptions(seed: $0, profile: .adversary, backend: .memory)
        }
        let forging = worlds.filter { world in world.weights.contains { $0.kind == .forge } }
        #expect(forging.count > 100)
        #expect(forging.count < 200)
        let calm = WorldOptions(seed: 1, profile: .calm, backend: .memory)
        #expect(!calm.weights.contains { $0.kind == .forge })
    }

    @Test func `devices with one, few and many segments under way are drawn`() {
        let limits = (1...12).map { WorldOptions(seed: $0, backend: .memory).pushLimit }
        #expect(Set(limits) == [1, 2, 8])
    }

    @Test func `a world that breaks a promise says which, and which kind it is`() throws {
        final class Suspicious: Checker {
            let name = "suspicion"
            func checkAtRest(_ world: any WorldView) throws {
                throw Violation(name, "nothing is enough")
            }
        }
        let world = try World(
            WorldOptions(seed: 1, backend: .memory), checkers: [Suspicious()])
        let violation = #expect(throws: Violation.self) { try world.run() }
        #expect(violation?.promise == "suspicion")
        #expect(violation?.kind == .correctness)
    }
}
