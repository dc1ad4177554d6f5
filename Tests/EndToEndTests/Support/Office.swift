import Foundation
import Testing

/// `feltbog-office` with a folder of its own, on a port that the system chose.
final class Office: @unchecked Sendable {
    let folder: Folder
    let data: String
    /// Where it listens; the same after a restart.
    private(set) var port: UInt16 = 0
    private var server: Child?
    /// Added to what every run is told, e.g. another clock.
    var environment: [String: String] = [:]

    /// Makes the office and starts it.
    init(_ folder: Folder) throws {
        self.folder = folder
        self.data = folder.file("office")
        try run("init", "--name", "Prøvekontoret", "--ambassador", "Grundlæggeren")
        try start()
    }

    /// Starts serving and waits until it says where.
    func start() throws {
        let child = try Child(
            Programs.office,
            ["serve", "--data", data, "--listen", "127.0.0.1:\(port)", "--grace", "1"],
            environment: environment, in: folder)
        try child.wait(until: { child.output.contains("\n") })
        guard let line = child.output.split(separator: "\n").first,
            let text = line.split(separator: ":").last, let port = UInt16(text)
        else { throw HarnessError("no port in \(child.output)") }
        self.port = port
        server = child
    }

    /// SIGTERM; demands an orderly end.
    func stop() throws {
        guard let server else { return }
        server.signal(SIGTERM)
        let exit = try server.wait(seconds: 30)
        try #require(exit == 0, "office ended with \(exit): \(server.errors)")
        self.server = nil
    }

    /// SIGKILL.
    func kill() throws {
        server?.signal(SIGKILL)
        _ = try server?.wait(seconds: 10)
        server = nil
    }

    /// SIGSTOP, SIGCONT and the like.
    func signal(_ number: Int32) {
        server?.signal(number)
    }

    var isAlive: Bool { server?.isRunning ?? false }

    /// An invite that leads to the office, or to a proxy before it.
    func invite(
        _ name: String, _ role: String, events: [String] = [], through port: UInt16? = nil
    ) throws -> String {
        var words = [
            "invite", "--member", name, "--role", role, "--address",
            "127.0.0.1:\(port ?? self.port)",
        ]
        for event in events { words += ["--event", event] }
        let output = try run(words).split(separator: "\n")
        guard let line = output.first(where: { $0.hasPrefix("feltbog1-") }) else {
            throw HarnessError("no invite in \(output)")
        }
        return String(line)
    }

    /// A client that has joined.
    func client(
        _ name: String, _ role: String, events: [String] = [], through port: UInt16? = nil
    ) throws -> Client {
        let client = Client(folder, name)
        try client.must(
            "join", try invite(name, role, events: events, through: port), "--name", name)
        return client
    }

    /// Runs a command of the office to the end and demands success.
    @discardableResult
    func run(_ words: String...) throws -> String {
        try run(words)
    }

    @discardableResult
    private func run(_ words: [String]) throws -> String {
        let child = try Child(
            Programs.office, words + ["--data", data], environment: environment, in: folder)
        let exit = try child.wait()
        guard exit == 0 else {
            throw HarnessError("\(words): \(exit)\n\(child.output)\n\(child.errors)")
        }
        return child.output
    }
}
