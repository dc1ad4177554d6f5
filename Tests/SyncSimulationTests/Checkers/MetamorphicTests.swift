import SyncEngine
import SyncProtocol
import Testing

@testable import SyncSimulation

/// 32: how often a line breaks, and in how many sessions work comes to the office, changes nothing in the end.
@Suite struct MetamorphicTests {
    private static let replicas = 3

    /// Everybody works offline, then all sync in turn; each session is broken so often before.
    private func steps(_ seed: UInt64, breaks: Int) -> [Step] {
        var dice = SeededRandom(seed: seed)
        var steps: [Step] = []
        for _ in 0..<24 {
            steps.append(
                Step(
                    .work, who: dice.below(Self.replicas),
                    wait: 1_000 + Milliseconds(dice.below(5)),
                    dice: dice.next()))
        }
        for round in 0..<2 {
            for who in 0..<Self.replicas {
                for _ in 0..<breaks {
                    steps.append(Step(.cutSync, who: who, wait: 120_000, dice: dice.next()))
                    steps.append(Step(.rest, who: who, wait: 120_000, dice: 0))
                }
                steps.append(
                    Step(.sync, who: who, wait: 120_000, dice: seed &+ UInt64(round)))
            }
        }
        return steps
    }

    private func end(_ seed: UInt64, breaks: Int) throws -> [[Row]] {
        var options = WorldOptions(
            seed: seed, profile: .calm, backend: .memory, replicas: Self.replicas)
        options.clocks = options.clocks.map { _ in .right }
        options.livePercent = 0
        let world = try World(options, steps: steps(seed, breaks: breaks))
        try world.run()
        #expect(breaks == 0 || world.tally.cuts > 0)
        return try world.officeDomain.schema.tables
            .filter { !OfficeModel.systemTables.contains($0.id) }
            .map { try world.officeData.rows(in: $0.id) }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func brokenSessionsEndAsWholeOnesDo(seed: UInt64) throws {
        let whole = try end(seed, breaks: 0)
        #expect(whole.joined().count > 5)
        #expect(try end(seed, breaks: 1) == whole)
        #expect(try end(seed, breaks: 4) == whole)
    }
}
