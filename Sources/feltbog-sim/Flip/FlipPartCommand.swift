internal import ArgumentParser
internal import Foundation
internal import SyncSimulation

/// Some flips in a process of their own: one that traps takes only itself along.
struct FlipPartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flip-part", abstract: "Turn some bits over; `flip` calls this.",
        shouldDisplay: false)

    @Option(help: "The scenario.")
    var scenario: String

    @Option(help: "1 for every byte, more for a sample.")
    var stride: Int

    @Option(help: "The first byte.")
    var from: Int

    @Option(help: "The byte to stop before.")
    var to: Int

    func run() throws {
        guard let scenario = FlipScenario.all.first(where: { $0.name == scenario }) else {
            throw ValidationError("no scenario \(scenario)")
        }
        let sweep = try FlipSweep(scenario)
        for offset in Swift.stride(from: from, to: min(to, sweep.byteCount), by: stride) {
            // At once: what is not written when the next one traps is lost.
            let line = JSON.line(sweep.flip(offset)) + "\n"
            try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
        }
    }
}
