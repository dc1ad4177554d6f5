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

    private let process = Process()
    private let output: URL
    private let secondsMax: Int
    private let begun = ContinuousClock.now

    /// - Parameters:
    ///   - seeds: in ascending order; without any it ends at once.
    ///   - label: tells it from all others that run now.
    ///   - environment: what is special about its own.
    ///   - secondsMax: of processor time.
    init(
        _ program: String, _ arguments: [String], _ seeds: [UInt64], label: String,
        environment special: [String: String], secondsMax: Int
    ) throws {
        self.secondsMax = secondsMax
        let number = ProcessInfo.processInfo.processIdentifier
        let name = label.replacing("/", with: "-")
        self.output = FileManager.default.temporaryDirectory
            .appending(path: "feltbog-hunt-\(number)-\(name)")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", "ulimit -t \(secondsMax); ulimit -c 0; exec \"$0\" \"$@\"", program]
            + ["run", "--json", "--jobs", "1"] + arguments + Self.naming(seeds)
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] = "enable=no"
        for (name, value) in special { environment[name] = value }
        process.environment = environment
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    private static func naming(_ seeds: [UInt64]) -> [String] {
        guard let first = seeds.first, let last = seeds.last, last - first == seeds.count - 1 else {
            return ["--among", seeds.map { "\($0)" }.joined(separator: ",")]
        }
        return ["--first-seed", "\(first)", "--seeds", "\(seeds.count)"]
    }

    func stop() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: output)
    }

    /// - Returns: `nil` while it runs.
    func end() throws -> End? {
        if process.isRunning {
            // A process that waits for nothing uses no time of the processor.
            guard begun.duration(to: .now) > .seconds(secondsMax * 10) else { return nil }
            stop()
            return .hung
        }
        process.waitUntilExit()
        defer { try? FileManager.default.removeItem(at: output) }
        let status = process.terminationStatus
        if process.terminationReason == .uncaughtSignal {
            return status == SIGXCPU || status == SIGKILL ? .hung : .died(signal: status)
        }
        if status == MutantSwitch.unknownExit {
            return .misused("the program does not have it; plant and build again")
        }
        guard let data = try? Data(contentsOf: output),
            let paper = try? JSONDecoder().decode(Paper.self, from: data)
        else { return .misused("exit \(status)") }
        guard let failure = paper.failure else { return .kept(worlds: paper.worlds) }
        return .broken(promise: failure.promise, seed: failure.seed, worlds: paper.worlds)
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
