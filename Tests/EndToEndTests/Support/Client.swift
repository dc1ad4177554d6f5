import Foundation
import Testing

/// `feltbog` with a replica of its own.
struct Client: Sendable {
    let folder: Folder
    let replica: String
    /// Added to what every run is told, e.g. another clock.
    var environment: [String: String] = [:]

    init(_ folder: Folder, _ name: String) {
        self.folder = folder
        self.replica = folder.file(name + ".sqlite")
    }

    /// What a run ended with.
    struct Answer: Sendable {
        let exit: Int32
        let output: String
        let errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// A copy of the replica's files as they are now, as of a copied disk.
    func copied(as name: String) throws -> Client {
        let copy = Client(folder, name)
        for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: replica + ending) {
            try FileManager.default.copyItem(
                atPath: replica + ending, toPath: copy.replica + ending)
        }
        return copy
    }

    /// Puts an older copy in the place of the replica.
    func replace(with copy: Client) throws {
        for ending in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: replica + ending)
            guard FileManager.default.fileExists(atPath: copy.replica + ending) else { continue }
            try FileManager.default.copyItem(
                atPath: copy.replica + ending, toPath: replica + ending)
        }
    }

    func start(
        _ words: [String], input: String? = nil, fileBytesMax: Int? = nil
    ) throws -> Child {
        let words = words + ["--replica", replica]
        guard let fileBytesMax else {
            return try Child(
                Programs.feltbog, words, environment: environment, input: input, in: folder)
        }
        return try Child(
            "/bin/sh",
            [
                "-c", "trap '' XFSZ; ulimit -f \(fileBytesMax / 512); exec \"$0\" \"$@\"",
                Programs.feltbog,
            ] + words, environment: environment, input: input, in: folder)
    }

    /// Runs to the end.
    @discardableResult
    func run(_ words: String..., input: String? = nil, seconds: Double = 60) throws -> Answer {
        try run(words, input: input, seconds: seconds)
    }

    /// - Parameter fileBytesMax: files may not grow beyond so many bytes, as on a full disk.
    @discardableResult
    func run(
        _ words: [String], input: String? = nil, seconds: Double = 60, fileBytesMax: Int? = nil
    ) throws -> Answer {
        let child = try start(words, input: input, fileBytesMax: fileBytesMax)
        let exit = try child.wait(seconds: seconds)
        return Answer(exit: exit, output: child.output, errors: child.errors)
    }

    /// Runs to the end and demands success.
    @discardableResult
    func must(
        _ words: String..., input: String? = nil, source: SourceLocation = #_sourceLocation
    ) throws -> Answer {
        let answer = try run(words, input: input)
        try #require(
            answer.exit == 0, "\(words): \(answer.exit)\n\(answer.output)\n\(answer.errors)",
            sourceLocation: source)
        return answer
    }

    /// Runs a reading command with `--json`.
    func json(_ words: String..., source: SourceLocation = #_sourceLocation) throws -> Any {
        let answer = try run(words + ["--json"])
        try #require(
            answer.exit == 0, "\(words): \(answer.exit)\n\(answer.output)\n\(answer.errors)",
            sourceLocation: source)
        return try JSONSerialization.jsonObject(
            with: Data(answer.output.utf8), options: [.fragmentsAllowed])
    }

    /// A list as dictionaries.
    func rows(_ words: String...) throws -> [[String: Any]] {
        let answer = try run(words + ["--json"])
        guard answer.exit == 0,
            let rows = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
                as? [[String: Any]]
        else { throw HarnessError("\(words): \(answer.exit) \(answer.output) \(answer.errors)") }
        return rows
    }

    /// `sync`, demanding success; the summary.
    @discardableResult
    func sync(source: SourceLocation = #_sourceLocation) throws -> [String: Any] {
        try json("sync", source: source) as? [String: Any] ?? [:]
    }
}
