import SyncReplica
import Testing

@testable import SyncSimulation

/// Short sweeps; `feltbog-sim sweep` plays them whole.
@Suite struct SweepTests {
    @Test(arguments: SweepFault.allCases)
    func aLocalWriteComesRightHoweverTheDiskFails(fault: SweepFault) throws {
        let scenario = try #require(SweepScenario.all.first { $0.name == "local-write" })
        let result = try Sweep(scenario).run(fault, stride: 5)
        #expect(result.violations == [])
        #expect(result.runs > 0)
    }

    @Test(arguments: SweepScenario.all.map(\.name))
    func everyScenarioComesRightWhenASyncFails(name: String) throws {
        let scenario = try #require(SweepScenario.all.first { $0.name == name })
        let result = try Sweep(scenario).run(.sync, stride: 3)
        #expect(result.violations == [])
        #expect(result.runs > 0)
    }

    /// A failed sync leaves a transaction in the system's memory only. What the next process writes after it
    /// is durable nonetheless.
    @Test(arguments: [Loss.process, .nothing])
    func workAfterAFailedSyncAndARestartSurvivesAPowerCut(loss: Loss) throws {
        let disk = SimulatedDisk(seed: 1)
        let dice = Dice(seed: 1)
        let setting = NodeSetting(
            name: "replica", domain: PlainDomain(), clock: { VirtualTime.start },
            random: { dice.draw() })
        let node = try DiskReplica(setting, on: disk)
        _ = try node.write(SweepWork.noteWithSecret)
        disk.fail(.sync, with: .dropped)
        #expect(throws: (any Error).self) { try node.write(SweepWork.noteWithSecret) }
        try node.restart(loss, domain: nil)
        let entry = try #require(try node.write(SweepWork.noteWithSecret))
        try node.restart(.power, domain: nil)
        #expect(try node.outbox().contains { $0.entry == entry })
        #expect(try node.doctor() == [])
    }
}
