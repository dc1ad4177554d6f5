internal import Foundation
internal import SyncSimulation

/// Shares the bytes of one scenario out to processes, and says at which byte one of them ended.
struct FlipParts {
    let program: String
    let scenario: String
    let stride: Int
    let jobs: Int
    /// Of processor time, for each process.
    let secondsMax: Int

    /// How many flips a process has.
    private static let flipsAPart = 100

    func run(from start: Int, to end: Int) throws -> FlipTally {
        var tally = FlipTally(scenario: scenario)
        let step = stride * Self.flipsAPart
        var waiting = ArraySlice(
            Swift.stride(from: start, to: end, by: step).map { $0..<min($0 + step, end) })
        var running: [FlipPart] = []
        defer { for part in running { part.stop() } }
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < jobs, let bytes = waiting.popFirst() {
                running.append(try FlipPart(self, bytes))
            }
            usleep(5_000)
            for (place, part) in running.enumerated().reversed() {
                guard let end = part.end() else { continue }
                running.remove(at: place)
                for flip in end.flips { tally.add(flip) }
                guard let death = end.death else { continue }
                let offset = end.flips.last.map { $0.offset + stride } ?? part.bytes.lowerBound
                tally.add(
                    Flip(
                        offset: offset, bit: Flip.bit(of: offset), place: "?", end: .violation,
                        kind: death))
                // The others of its part; one that did not begin will not the next time either.
                let rest = offset + stride
                guard part.wasKilled, rest < part.bytes.upperBound else { continue }
                waiting.append(rest..<part.bytes.upperBound)
            }
        }
        return tally
    }
}

/// One process with a few flips.
final class FlipPart {
    let bytes: Range<Int>
    private let process = Process()
    private let output: URL
    private let secondsMax: Int
    private let begun = ContinuousClock.now

    init(_ parts: FlipParts, _ bytes: Range<Int>) throws {
        self.bytes = bytes
        self.secondsMax = parts.secondsMax
        let number = ProcessInfo.processInfo.processIdentifier
        self.output = FileManager.default.temporaryDirectory
            .appending(path: "feltbog-flip-\(number)-\(parts.scenario)-\(bytes.lowerBound)")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "ulimit -t \(parts.secondsMax); ulimit -c 0; exec \"$0\" \"$@\"", parts.program,
            "flip-part", "--scenario", parts.scenario, "--stride", "\(parts.stride)",
            "--from", "\(bytes.lowerBound)", "--to", "\(bytes.upperBound)",
        ]
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = environment
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    func stop() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: output)
    }

    /// The flips that were played, and how the process ended when it did not come to its end.
    ///
    /// - Returns: `nil` while it runs.
    func end() -> (flips: [Flip], death: String?)? {
        if process.isRunning {
            // A process that waits for nothing uses no time of the processor.
            if begun.duration(to: .now) > .seconds(secondsMax * 10) {
                kill(process.processIdentifier, SIGKILL)
            }
            return nil
        }
        process.waitUntilExit()
        defer { try? FileManager.default.removeItem(at: output) }
        let lines = ((try? Data(contentsOf: output)) ?? Data()).split(separator: UInt8(ascii: "\n"))
        let flips = lines.compactMap { try? JSONDecoder().decode(Flip.self, from: Data($0)) }
        return (flips, death)
    }

    var wasKilled: Bool { process.terminationReason == .uncaughtSignal }

    private var death: String? {
        let status = process.terminationStatus
        guard wasKilled else { return status == 0 ? nil : "exit \(status)" }
        return status == SIGXCPU || status == SIGKILL ? "does not end" : "trap, signal \(status)"
    }
}
