import SyncSimulation
import Testing

/// Whatever happens, an office and replicas in memory say, keep and draw what those in files do.
@Suite struct EquivalenceTests {
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func theSameStepsEndAlike(seed: UInt64) throws {
        let towns = try [Backend.disk, .memory].map { backend in
            try Town(backend, seed: seed, devices: 3 + Int(seed % 2))
        }
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

    /// Steps in which nothing goes wrong prove nothing.
    @Test func theStepsReachEverythingThatCanGoWrong() throws {
        let wanted = [
            "fork", "gap", "returned(", "reidentified: true", "epochChanged: true", "made [",
            "discarded", "cut", "officeIsNewer: true", "threw row-gone", "isResumed: true",
        ]
        var missing = wanted
        for seed in 1...200 as ClosedRange<UInt64> where !missing.isEmpty {
            let town = try Town(.memory, seed: seed, devices: 4)
            var dice = SeededRandom(seed: seed)
            for _ in 0..<90 {
                let said = try town.carryOut(TownStep.draw(&dice))
                missing.removeAll { word in said.contains { $0.contains(word) } }
            }
        }
        #expect(missing.isEmpty)
    }

    private func difference(_ lines: [[String]]) -> String {
        let (files, memory) = (lines[0], lines[1])
        let onlyFiles = files.filter { !memory.contains($0) }.joined(separator: "\n")
        let onlyMemory = memory.filter { !files.contains($0) }.joined(separator: "\n")
        return "in files: \(onlyFiles)\nin memory: \(onlyMemory)"
    }
}
