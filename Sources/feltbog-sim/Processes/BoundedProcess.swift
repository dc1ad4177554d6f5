internal import Foundation

/// One process whose time is bounded, and whose output waits until it has ended.
final class BoundedProcess {
    enum End {
        case exit(Int32)
        case signal(Int32)
        /// Its time was over.
        case late
    }

    private let process = Process()
    private let output: URL
    private let secondsMax: Int
    private let begun = ContinuousClock.now

    /// - Parameters:
    ///   - label: tells it from all others that run now.
    ///   - environment: what is special about its own.
    ///   - secondsMax: of processor time.
    init(
        _ program: String, _ arguments: [String], label: String,
        environment special: [String: String] = [:], secondsMax: Int
    ) throws {
        self.secondsMax = secondsMax
        let number = ProcessInfo.processInfo.processIdentifier
        self.output = FileManager.default.temporaryDirectory
            .appending(path: "feltbog-\(number)-" + label.replacing("/", with: "-"))
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", "ulimit -t \(secondsMax); ulimit -c 0; exec \"$0\" \"$@\"", program] + arguments
        var environment = ProcessInfo.processInfo.environment
        environment["SWIFT_BACKTRACE"] = "enable=no"
        environment.merge(special) { $1 }
        process.environment = environment
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    func stop() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: output)
    }

    /// How it ended, and what it wrote; to be taken once.
    ///
    /// - Returns: `nil` while it runs.
    func end() -> (end: End, output: Data)? {
        if process.isRunning {
            // A process that waits for nothing uses no time of the processor.
            if begun.duration(to: .now) > .seconds(secondsMax * 10) {
                kill(process.processIdentifier, SIGKILL)
            }
            return nil
        }
        process.waitUntilExit()
        defer { try? FileManager.default.removeItem(at: output) }
        return (how, (try? Data(contentsOf: output)) ?? Data())
    }

    private var how: End {
        let status = process.terminationStatus
        guard process.terminationReason == .uncaughtSignal else { return .exit(status) }
        return status == SIGXCPU || status == SIGKILL ? .late : .signal(status)
    }
}
