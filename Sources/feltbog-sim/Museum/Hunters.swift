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
        var results: [HuntResult] = []
        func take(_ result: HuntResult) throws {
            results.append(result)
            try tell(result)
        }
        for prey in preys where prey.runs.isEmpty {
            try take(HuntResult(name: prey.name, end: .survived, worlds: 0, seconds: 0))
        }
        try Crew(jobs: jobs).work(
            on: preys.filter { !$0.runs.isEmpty }, begin: { try Hunter(self, $0) }
        ) { _, result in
            try take(result)
            return []
        }
        return results
    }
}
