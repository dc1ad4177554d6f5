internal import ArgumentParser
internal import Foundation
internal import SyncSimulation

/// Find out in which worlds each bug would make a difference, while none is on: only there is it worth a hunt.
struct Scouts {
    let program: String
    let jobs: Int
    /// Of processor time, for each world.
    let secondsMax: Int

    /// - Returns: for each of so many switches, the seeds where it would, in ascending order.
    func look(at worlds: Hunters.Run, switches: Int) throws -> [[UInt64]] {
        var found = Array(repeating: [UInt64](), count: switches)
        try Crew(jobs: jobs).work(
            on: worlds.seeds, begin: { try Scout(self, $0, worlds.arguments) }
        ) { scout, notes in
            guard let notes else { return [] }
            guard notes.count == switches else {
                throw ValidationError("\(program) has other bugs; plant and build again")
            }
            for (number, note) in notes.enumerated() where note == 1 {
                found[number].append(scout.seed)
            }
            return []
        }
        return found.map { $0.sorted() }
    }
}

/// Looks at one world.
private final class Scout: Worker {
    let seed: UInt64
    private let child: Child
    private let notes: URL

    init(_ scouts: Scouts, _ seed: UInt64, _ arguments: [String]) throws {
        self.seed = seed
        let number = ProcessInfo.processInfo.processIdentifier
        self.notes = FileManager.default.temporaryDirectory
            .appending(path: "feltbog-\(number)-notes-\(seed)")
        self.child = try Child(
            scouts.program, arguments, [seed], label: "scout-\(seed)",
            environment: [MutantSwitch.scout: notes.path], secondsMax: scouts.secondsMax)
    }

    func stop() {
        child.stop()
        try? FileManager.default.removeItem(at: notes)
    }

    /// What it noted; nothing of a world that breaks a promise without any bug.
    func advance() throws -> Data?? {
        guard let end = child.end() else { return nil }
        defer { try? FileManager.default.removeItem(at: notes) }
        guard case .kept = end else { return .some(nil) }
        return .some((try? Data(contentsOf: notes)) ?? Data())
    }
}
