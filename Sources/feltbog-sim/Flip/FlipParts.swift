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
        let parts = Swift.stride(from: start, to: end, by: step).map { $0..<min($0 + step, end) }
        try Crew(jobs: jobs).work(on: parts, begin: { try FlipPart(self, $0) }) { part, end in
            for flip in end.flips { tally.add(flip) }
            guard let death = end.death else { return [] }
            let offset = end.flips.last.map { $0.offset + stride } ?? part.bytes.lowerBound
            tally.add(
                Flip(
                    offset: offset, bit: Flip.bit(of: offset), place: "?", end: .violation,
                    kind: death))
            // The others of its part; one that did not begin will not the next time either.
            let rest = offset + stride
            guard end.wasKilled, rest < part.bytes.upperBound else { return [] }
            return [rest..<part.bytes.upperBound]
        }
        return tally
    }
}

/// One process with a few flips.
final class FlipPart: Worker {
    let bytes: Range<Int>
    private let process: BoundedProcess

    /// The flips that were played, and how the process ended when it did not come to its end.
    struct End {
        var flips: [Flip]
        var death: String?
        var wasKilled = false
    }

    init(_ parts: FlipParts, _ bytes: Range<Int>) throws {
        self.bytes = bytes
        self.process = try BoundedProcess(
            parts.program,
            [
                "flip-part", "--scenario", parts.scenario, "--stride", "\(parts.stride)",
                "--from", "\(bytes.lowerBound)", "--to", "\(bytes.upperBound)",
            ], label: "flip-\(parts.scenario)-\(bytes.lowerBound)", secondsMax: parts.secondsMax)
    }

    func stop() { process.stop() }

    func advance() -> End? {
        guard let (end, output) = process.end() else { return nil }
        let flips = output.split(separator: UInt8(ascii: "\n"))
            .compactMap { try? JSONDecoder().decode(Flip.self, from: Data($0)) }
        switch end {
        case .exit(0): return End(flips: flips)
        case .exit(let status): return End(flips: flips, death: "exit \(status)")
        case .signal(let number):
            return End(flips: flips, death: "trap, signal \(number)", wasKilled: true)
        case .late: return End(flips: flips, death: "does not end", wasKilled: true)
        }
    }
}
