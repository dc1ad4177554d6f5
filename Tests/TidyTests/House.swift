import Foundation

/// The checkout that these tests are part of.
enum House {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Paths below a folder of the checkout, relative to the root, sorted.
    static func files(under folder: String, withExtension ext: String) -> [String] {
        let start = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: start.path) else { return [] }
        return walk.compactMap { $0 as? String }
            .filter { !$0.split(separator: "/").contains { $0.hasPrefix(".build") } }
            .filter { $0.hasSuffix("." + ext) }
            .map { folder + "/" + $0 }
            .sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func lines(_ path: String) throws -> [Substring] {
        try text(path).split(separator: "\n", omittingEmptySubsequences: false)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// All Swift files of programs, libraries and tests.
    static var swiftFiles: [String] {
        files(under: "Sources", withExtension: "swift")
            + files(under: "Tests", withExtension: "swift")
    }
}
