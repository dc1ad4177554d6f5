internal import Foundation
internal import SyncSimulation

/// Runs planted programs, several at the same time, each until it finds its bug or its time is over.
struct Hunters {
    /// One bug, and the worlds in which it is looked for, one list of arguments after the other.
    struct Prey {
        let name: String
        let runs: [[String]]
    }

    let program: String
    let jobs: Int
    /// Of processor time, for each run.
    let secondsMax: Int

    /// - Parameter tell: called with each result, in the order in which they come.
    func hunt(_ preys: [Prey], tell: (HuntResult) throws -> Void) throws -> [HuntResult] {
        var waiting = preys[...]
        var running: [Child] = []
        var results: [HuntResult] = []
        defer { for child in running { child.kill() } }
        while !waiting.isEmpty || !running.isEmpty {
            while running.count < jobs, let prey = waiting.popFirst() {
                running.append(try Child(self, prey))
            }
            usleep(5_000)
            for (place, child) in running.enumerated().reversed() {
                guard let result = try child.advance() else { continue }
                running.remove(at: place)
                results.append(result)
                try tell(result)
            }
        }
        return results
    }
}

/// One bug's process; the next run follows when one finds nothing.
private final class Child {
    private let hunters: Hunters
    private let prey: Hunters.Prey
    private var process: Process
    private let output: URL
    private var run = 0
    private var worlds = 0
    private let begun = ContinuousClock.now
    private var runBegun = ContinuousClock.now

    init(_ hunters: Hunters, _ prey: Hunters.Prey) throws {
        self.hunters = hunters
        self.prey = prey
        self.process = Process()
        let number = ProcessInfo.processInfo.processIdentifier
        self.output = FileManager.default.temporaryDirectory.appending(
            path: "feltbog-hunt-\(number)-" + prey.name.replacing("/", with: "-"))
        try start()
    }

    private func start() throws {
        FileManager.default.createFile(atPath: output.path, contents: nil)
        process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", "ulimit -t \(hunters.secondsMax); ulimit -c 0; exec \"$0\" \"$@\""]
            + [hunters.program, "run", "--json", "--jobs", "1"] + prey.runs[run]
        process.environment = ProcessInfo.processInfo.environment.merging(
            [MutantSwitch.variable: prey.name, "SWIFT_BACKTRACE": "enable=no"]
        ) { _, new in new }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        runBegun = .now
        try process.run()
    }

    func kill() {
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: output)
    }

    /// - Returns: `nil` while it runs.
    func advance() throws -> HuntResult? {
        if process.isRunning {
            // A process that waits uses no time of the processor.
            guard runBegun.duration(to: .now) > .seconds(hunters.secondsMax * 10) else {
                return nil
            }
            kill()
            return result(.hung)
        }
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal {
            let signal = process.terminationStatus
            return result(signal == SIGXCPU || signal == SIGKILL ? .hung : .died(signal: signal))
        }
        if process.terminationStatus == MutantSwitch.unknownExit {
            return result(.unknown("the program does not have it; plant and build again"))
        }
        guard let data = try? Data(contentsOf: output),
            let paper = try? JSONDecoder().decode(Paper.self, from: data)
        else { return result(.unknown("exit \(process.terminationStatus)")) }
        worlds += paper.worlds
        if let failure = paper.failure {
            return result(.found(promise: failure.promise, seed: failure.seed))
        }
        run += 1
        guard run < prey.runs.count else { return result(.survived) }
        try start()
        return nil
    }

    private func result(_ end: HuntResult.End) -> HuntResult {
        try? FileManager.default.removeItem(at: output)
        return HuntResult(
            name: prey.name, end: end, worlds: worlds,
            seconds: begun.duration(to: .now) / .seconds(1))
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
