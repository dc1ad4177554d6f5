internal import Foundation
internal import SyncSimulation

/// A checkout with its exhibits, read from disk.
struct MuseumFolder {
    private let root: URL
    /// The sources that the simulator is built of.
    let texts: [String: String]
    /// Programs that the simulator is built without.
    private static let leftOut = ["feltbog", "feltbog-office", "SyncTransport"]

    init(_ path: String) throws {
        self.root = URL(filePath: path)
        var texts = ["Package.swift": try Self.text(root, "Package.swift")]
        let sources = root.appending(path: "Sources").path
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources).sorted()
        for path in paths where Self.isNeeded(path, below: sources) {
            texts["Sources/" + path] = try Self.text(root, "Sources/" + path)
        }
        self.texts = texts
    }

    private static func isNeeded(_ path: String, below folder: String) -> Bool {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
        let target = path.split(separator: "/").first.map(String.init) ?? path
        return !isFolder.boolValue && !path.contains(".docc/") && !leftOut.contains(target)
    }

    private static func text(_ root: URL, _ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// In the order of their names.
    func exhibits() throws -> [Exhibit] {
        let folder = root.appending(path: "Tests/Museum").path
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".exhibit") }
            .map { file in
                try Exhibit(
                    name: String(file.dropLast(".exhibit".count)),
                    text: Self.text(root, "Tests/Museum/" + file))
            }
    }

    /// What a text of the museum says, without its remarks.
    func lines(_ file: String) throws -> [String] {
        try Self.text(root, "Tests/Museum/" + file).split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") }
    }

    func plan() throws -> MutantPlan {
        MutantPlan(
            files: try Self.text(root, "Tests/Museum/mutated.txt"),
            skipped: try Self.text(root, "Tests/Museum/skipped.txt"))
    }

    func sites() throws -> [MutantSite] { try plan().sites(in: texts) }

    /// Writes what differs from what is there, and takes away what is no longer needed.
    ///
    /// - Returns: how many files were written.
    func write(_ tree: SourceTree, into copy: URL) throws -> Int {
        let files = FileManager.default
        var written = 0
        for (path, text) in tree.texts.sorted(by: { $0.key < $1.key }) {
            let file = copy.appending(path: path)
            if let old = try? String(contentsOf: file, encoding: .utf8), old == text { continue }
            try files.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            written += 1
        }
        let sources = copy.appending(path: "Sources").path
        for path in try files.subpathsOfDirectory(atPath: sources) {
            var isFolder: ObjCBool = false
            _ = files.fileExists(atPath: sources + "/" + path, isDirectory: &isFolder)
            if !isFolder.boolValue, tree.texts["Sources/" + path] == nil {
                try files.removeItem(atPath: sources + "/" + path)
            }
        }
        let resolved = root.appending(path: "Package.resolved")
        let target = copy.appending(path: "Package.resolved")
        if files.fileExists(atPath: resolved.path), !files.fileExists(atPath: target.path) {
            try files.copyItem(at: resolved, to: target)
        }
        return written
    }
}
