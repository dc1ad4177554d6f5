import SyncSimulation
import Testing

/// Random work, random syncs, lost replies and restarts end equal everywhere, with nothing lost.
@Suite struct WorldTests {
    @Test(arguments: Profile.allCases, 1...1 as ClosedRange<UInt64>)
    func everySeedKeepsEveryPromise(profile: Profile, seed: UInt64) throws {
        try World(seed: seed, profile: profile, backend: .disk).run()
    }

    @Test(arguments: 1...2 as ClosedRange<UInt64>)
    func theSameSeedIsTheSameWorld(seed: UInt64) throws {
        let worlds = try (0..<2).map { _ in try World(seed: seed, backend: .memory) }
        for world in worlds { try world.run() }
        #expect(worlds[0].trace == worlds[1].trace)
        #expect(worlds[0].tally == worlds[1].tally)
    }
}
