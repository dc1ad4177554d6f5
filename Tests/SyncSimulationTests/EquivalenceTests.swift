import Foundation
import SyncProtocol
import SyncSimulation
import Testing

/// Whatever happens, a replica in memory says, keeps and draws what a replica in a file does.
@Suite struct EquivalenceTests {
    @Test(arguments: 1...40)
    func theSameStepsEndAlike(seed: UInt64) throws {
        let folder = WorldTests.scratch + "/feltbog-town-" + UUID().uuidString
        let towns = try [(Town.Kind.files, "/files"), (.memory, "/memory")].map { kind, name in
            try Town(kind, seed: seed, devices: 3 + Int(seed % 2), in: folder + name)
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var dice = SeededRandom(seed: seed)
        var history: [String] = []
        for _ in 0..<90 {
            let step = TownStep.draw(&dice)
            history.append("\(step)")
            let said = try towns.map { try $0.carryOut(step) }
            try #require(said[0] == said[1], "\(difference(said)) after \(history)")
            let who = step.who.map { $0 % towns[0].people.count }
            for index in towns[0].people.indices where who == nil || who == index {
                let lines = try towns.map { try TownTalk.lines($0.people[index].node) }
                try #require(
                    lines[0] == lines[1], "\(index): \(difference(lines)) after \(history)")
            }
        }
    }

    private func difference(_ lines: [[String]]) -> String {
        let (files, memory) = (lines[0], lines[1])
        let onlyFiles = files.filter { !memory.contains($0) }
        let onlyMemory = memory.filter { !files.contains($0) }
        return
            "files: \(onlyFiles.joined(separator: "\n")) memory: \(onlyMemory.joined(separator: "\n"))"
    }
}
