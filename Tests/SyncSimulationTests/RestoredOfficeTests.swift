import SyncSimulation
import Testing

@Suite struct RestoredOfficeTests {
    /// A reconciliation is cut anywhere. The next one ends it: later syncs neither start over nor pull
    /// everything again. (Seed 176: the receipt of the verdicts before the cut was never replaced.)
    @Test(arguments: [Backend.memory, .disk], 0...14)
    func aReconciliationThatWasCutEndsWithTheNext(backend: Backend, deliveries: Int) throws {
        let town = try Town(backend, seed: 1, devices: 2)
        func carryOut(_ step: TownStep) throws -> [String] { try town.carryOut(step) }
        _ = try carryOut(.backUp)
        for seed in 1...6 as ClosedRange<UInt64> { _ = try carryOut(.work(0, seed: seed)) }
        _ = try carryOut(.sync(0, deliveriesMax: nil, seed: 1))
        _ = try carryOut(.officeGoesBack(keepsMark: false))
        _ = try carryOut(.sync(0, deliveriesMax: deliveries, seed: 2))
        _ = try carryOut(.sync(0, deliveriesMax: nil, seed: 3))
        let said = try carryOut(.sync(0, deliveriesMax: nil, seed: 4))
        #expect(said.contains { $0.contains("marksConfirmed: true") })
        #expect(!said.contains { $0.hasPrefix("< batch") })
    }
}
