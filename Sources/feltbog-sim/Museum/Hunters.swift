internal import Foundation
internal import SyncSimulation

/// Runs planted programs, several at the same time, each until it finds its bug or its time is over.
struct Hunters {
    /// Worlds of one kind.
    struct Run {
        let arguments: [String]
        let seeds: [UInt64]
    }

    /// One bug, and the worlds in which it is looked for, one run after the other; without any it survives.
    struct Prey {
        let name: String
        let runs: [Run]
    }

    let program: String
    let jobs: Int
    /// Of processor time, for each process.
    let secondsMax: Int

    /// - Parameter tell: called with each result, in the order in which they come.
    func hunt(_ preys: [Prey], tell: (HuntResult) throws -> Void) throws -> [HuntResult] {
        var waiting = preys[...]
        var running: [Hunter] = []
        var results: [HuntResult] = []
        defer { for hunter in running { hunter.stop() } }
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < jobs, let prey = waiting.popFirst() {
                guard !prey.runs.isEmpty else {
                    results.append(
                        HuntResult(name: prey.name, end: .survived, worlds: 0, seconds: 0))
                    try tell(results[results.count - 1])
                    continue
                }
                running.append(try Hunter(self, prey))
            }
            usleep(5_000)
            for (place, hunter) in running.enumerated().reversed() {
                guard let result = try hunter.advance() else { continue }
                running.remove(at: place)
                results.append(result)
                try tell(result)
            }
        }
        return results
    }
}
