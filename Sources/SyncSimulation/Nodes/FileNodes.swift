internal import Foundation
internal import Synchronization

/// Nodes on real files in a temporary folder, which is removed with them.
final class FileNodes: NodeFactory {
    private let folder: String
    private static let made = Atomic<Int>(0)

    init() throws {
        let files = FileManager.default
        let place =
            files.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        let number = Self.made.add(1, ordering: .relaxed).newValue
        self.folder =
            "\(place)/feltbog-world-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    func makeReplica(_ setting: NodeSetting) throws -> any ReplicaNode {
        try FileReplica(setting, in: folder)
    }

    func makeOffice(_ setting: NodeSetting) throws -> any OfficeNode {
        try FileOffice(setting, in: folder)
    }
}

/// The files of one node, moved to another folder whenever its process dies: the old one's handles then
/// reach nothing that anybody reads.
struct FileSet {
    let base: String
    private(set) var incarnation = 0

    init(_ base: String) throws {
        self.base = base
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    var folder: String { "\(base)-\(incarnation)" }

    /// The content of all files, by name.
    func content() throws -> [String: Data] {
        var found: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard !name.hasSuffix("-shm"), !name.hasSuffix("lock"), !name.hasSuffix("sync") else {
                continue
            }
            found[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        }
        return found
    }

    /// A fresh folder with these files.
    mutating func replace(by content: [String: Data]) throws {
        let old = folder
        incarnation += 1
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for (name, data) in content {
            try data.write(to: URL(fileURLWithPath: folder + "/" + name))
        }
        try FileManager.default.removeItem(atPath: old)
    }
}
