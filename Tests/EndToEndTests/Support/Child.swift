import Foundation

/// One running program with its outputs in files, so that no pipe can fill up and block it.
final class Child: @unchecked Sendable {
    let pid: pid_t
    private let folder: Folder
    private let name: String
    private var status: Int32?

    /// Starts a program.
    ///
    /// - Parameter input: what it reads on standard input; `nil`: nothing.
    init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:],
        input: String? = nil, in folder: Folder
    ) throws {
        self.folder = folder
        self.name = "run-\(UUID().uuidString)"
        let (out, err) = (folder.file(name + ".out"), folder.file(name + ".err"))
        var stdin = "/dev/null"
        if let input {
            stdin = folder.file(name + ".in")
            try Data(input.utf8).write(to: URL(fileURLWithPath: stdin))
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, stdin, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var words: [UnsafeMutablePointer<CChar>?] =
            ([program] + arguments).map { strdup($0) } + [nil]
        let inherited = ["PATH", "HOME", "TMPDIR", "TZDIR", "LD_LIBRARY_PATH"].compactMap { name in
            ProcessInfo.processInfo.environment[name].map { (name, $0) }
        }
        let all = Dictionary(inherited) { first, _ in first }
            .merging(["LANG": "en_GB.UTF-8", "TZ": "Europe/Copenhagen"]) { $1 }
            .merging(environment) { $1 }
        var variables: [UnsafeMutablePointer<CChar>?] = all.map { strdup("\($0)=\($1)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var pid: pid_t = 0
        let result = posix_spawn(&pid, program, &actions, nil, &words, &variables)
        guard result == 0 else { throw HarnessError("cannot start \(program): \(result)") }
        self.pid = pid
    }

    var output: String { text("out") }
    var errors: String { text("err") }

    /// Whether it has not ended yet.
    var isRunning: Bool { poll() == nil }

    func signal(_ number: Int32) {
        if isRunning { kill(pid, number) }
    }

    /// Waits for the end and returns the exit code (128 + n for signal n); kills it at the deadline.
    func wait(seconds: Double = 60) throws -> Int32 {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if let status = poll() { return status }
            usleep(2_000)
        }
        kill(pid, SIGKILL)
        while poll() == nil { usleep(2_000) }
        throw HarnessError("did not end in \(seconds) s\n\(output)\n\(errors)")
    }

    /// Waits until a condition holds; the program must not end before.
    func wait(until condition: () throws -> Bool, seconds: Double = 30) throws {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if try condition() { return }
            if !isRunning { throw HarnessError("ended early\n\(output)\n\(errors)") }
            usleep(2_000)
        }
        throw HarnessError("nothing came in \(seconds) s\n\(output)\n\(errors)")
    }

    private func poll() -> Int32? {
        if let status { return status }
        var raw: Int32 = 0
        guard waitpid(pid, &raw, WNOHANG) == pid else { return nil }
        let signal = raw & 0x7F
        status = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
        return status
    }

    private func text(_ ending: String) -> String {
        let data = FileManager.default.contents(atPath: folder.file(name + "." + ending)) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    deinit {
        if poll() == nil {
            kill(pid, SIGKILL)
            var raw: Int32 = 0
            waitpid(pid, &raw, 0)
        }
    }
}
