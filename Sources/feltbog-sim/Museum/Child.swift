internal import Foundation
internal import SyncSimulation

/// One process that runs worlds, one after the other.
final class Child {
    enum End {
        case kept(worlds: Int)
        case broken(promise: String, seed: UInt64, worlds: Int)
        case died(signal: Int32)
        case hung
        case misused(String)
    }

    private let process: BoundedProcess

    /// - Parameters:
    ///   - seeds: in ascending order.
    ///   - label: tells it from all others that run now.
    ///   - environment: what is special about its own.
    ///   - secondsMax: of processor time.
    init(
        _ program: String, _ arguments: [String], _ seeds: [UInt64], label: String,
        environment: [String: String], secondsMax: Int
    ) throws {
        self.process = try BoundedProcess(
            program, ["run", "--json", "--jobs", "1"] + arguments + Self.naming(seeds),
            label: label, environment: environment, secondsMax: secondsMax)
    }

    private static func naming(_ seeds: [UInt64]) -> [String] {
        guard let first = seeds.first, let last = seeds.last, last - first == seeds.count - 1 else {
            return ["--among", seeds.map { "\($0)" }.joined(separator: ",")]
        }
        return ["--first-seed", "\(first)", "--seeds", "\(seeds.count)"]
    }

    func stop() { process.stop() }

    /// - Returns: `nil` while it runs.
    func end() -> End? {
        guard let (end, output) = process.end() else { return nil }
        switch end {
        case .late: return .hung
        case .signal(let number): return .died(signal: number)
        case .exit(MutantSwitch.unknownExit):
            return .misused("the program does not have it; plant and build again")
        case .exit(let status):
            guard let paper = try? JSONDecoder().decode(Paper.self, from: output) else {
                return .misused("exit \(status)")
            }
            guard let failure = paper.failure else { return .kept(worlds: paper.worlds) }
            return .broken(promise: failure.promise, seed: failure.seed, worlds: paper.worlds)
        }
    }

    /// What a run says of itself.
    private struct Paper: Decodable {
        struct Failure: Decodable {
            let seed: UInt64
            let promise: String
        }

        let worlds: Int
        let failure: Failure?
    }
}
