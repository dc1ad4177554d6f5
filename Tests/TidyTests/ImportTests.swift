import Testing

/// The rings of DESIGN section 8, as far as imports can tell them.
@Suite struct ImportTests {
    /// Per target of Sources: everything that it may import.
    static let allowed: [String: Set<String>] = [
        "SyncProtocol": ["Crypto", "CZlib", "Synchronization"],
        "SyncEngine": ["SyncProtocol"],
        "SyncSQLite": [
            "SyncProtocol", "SyncEngine", "GRDB", "GRDBSQLite", "CSQLiteShim", "Foundation",
            "Glibc",
        ],
        "SyncReplica": [
            "SyncProtocol", "SyncEngine", "SyncSQLite", "GRDB", "Foundation", "Synchronization",
            "Crypto",
        ],
        "SyncOffice": [
            "SyncProtocol", "SyncEngine", "SyncSQLite", "GRDB", "Foundation", "Synchronization",
            "Crypto", "Glibc",
        ],
        "SyncTransport": [
            "SyncProtocol", "NIOCore", "NIOPosix", "NIOSSL", "NIOTLS", "NIOConcurrencyHelpers",
            "X509", "Crypto", "SwiftASN1", "Logging", "Foundation", "Synchronization",
        ],
        "SyncSimulation": [
            "SyncProtocol", "SyncEngine", "SyncSQLite", "SyncReplica", "SyncOffice", "GreenForum",
            "Foundation", "Synchronization", "GRDB", "CSimulatedDisk", "Glibc",
        ],
        "GreenForum": ["SyncProtocol", "SyncEngine", "GRDB", "Foundation"],
        "feltbog": [
            "SyncProtocol", "SyncEngine", "SyncReplica", "SyncSQLite", "SyncTransport",
            "GreenForum", "ArgumentParser", "Logging", "Foundation", "GRDB", "Glibc",
            "Synchronization", "Dispatch",
        ],
        "feltbog-office": [
            "SyncProtocol", "SyncEngine", "SyncOffice", "SyncSQLite", "SyncTransport",
            "GreenForum", "ArgumentParser", "Logging", "ServiceLifecycle", "Foundation", "Glibc",
            "Synchronization", "UnixSignals",
        ],
        "feltbog-sim": [
            "SyncProtocol", "SyncSimulation", "GreenForum", "ArgumentParser", "Foundation",
            "Synchronization", "Dispatch", "Glibc",
        ],
    ]

    @Test(arguments: allowed.keys.sorted())
    func aTargetImportsOnlyWhatItsRingMay(target: String) throws {
        let files = House.files(under: "Sources/\(target)", withExtension: "swift")
        #expect(!files.isEmpty)
        for file in files {
            for line in try House.lines(file) {
                guard let module = Self.module(of: line) else { continue }
                #expect(Self.allowed[target]!.contains(module), "\(file) imports \(module)")
            }
        }
    }

    @Test func everyImportSaysItsAccessLevel() throws {
        for file in House.files(under: "Sources", withExtension: "swift") {
            for line in try House.lines(file) where line.hasPrefix("import ") {
                Issue.record("\(file): \(line) has no access level")
            }
        }
    }

    @Test func everyTargetIsListedHere() throws {
        let manifest = try House.text("Package.swift")
        for target in Self.allowed.keys { #expect(manifest.contains("\"\(target)\"")) }
    }

    /// The module of an import line, also with attributes and access level.
    static func module(of line: Substring) -> String? {
        var words = line.split(separator: " ")
        while let first = words.first, first.hasPrefix("@") { words.removeFirst() }
        let levels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        if let first = words.first, levels.contains(first) { words.removeFirst() }
        guard words.first == "import", words.count >= 2 else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "typealias"]
        let name = kinds.contains(words[1]) ? words[2] : words[1]
        return name.split(separator: ".").first.map(String.init)
    }
}
