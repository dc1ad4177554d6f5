internal import Foundation
internal import SyncSimulation

/// Find out in which worlds each bug would make a difference, while none is on: only there is it worth a hunt.
struct Scouts {
    let program: String
    let jobs: Int
    /// Of processor time, for each world.
    let secondsMax: Int

    private struct Scout {
        let seed: UInt64
        let child: Child
        let notes: URL
    }

    /// - Returns: for each of so many switches, the seeds where it would, in ascending order.
    func look(at worlds: Hunters.Run, switches: Int) throws -> [[UInt64]] {
        var found = Array(repeating: [UInt64](), count: switches)
        var waiting = worlds.seeds[...]
        var running: [Scout] = []
        defer { for scout in running { scout.child.stop() } }
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < jobs, let seed = waiting.popFirst() {
                running.append(try send(to: seed, worlds.arguments))
            }
            usleep(2_000)
            for (place, scout) in running.enumerated().reversed() {
                guard let end = try scout.child.end() else { continue }
                running.remove(at: place)
                defer { try? FileManager.default.removeItem(at: scout.notes) }
                guard case .kept = end, let notes = try? Data(contentsOf: scout.notes) else {
                    continue
                }
                for number in notes.indices where notes[number] == 1 && number < switches {
                    found[number].append(scout.seed)
                }
            }
        }
        return found.map { $0.sorted() }
    }

    private func send(to seed: UInt64, _ arguments: [String]) throws -> Scout {
        let number = ProcessInfo.processInfo.processIdentifier
        let notes = FileManager.default.temporaryDirectory
            .appending(path: "feltbog-scout-\(number)-\(seed)")
        let child = try Child(
            program, arguments, [seed], label: "scout-\(seed)",
            environment: [MutantSwitch.scout: notes.path], secondsMax: secondsMax)
        return Scout(seed: seed, child: child, notes: notes)
    }
}
