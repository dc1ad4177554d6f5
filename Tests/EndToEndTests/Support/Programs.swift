import Foundation

/// Where the programs under test are: beside the test bundle.
enum Programs {
    static let folder: URL = {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent()
    }()

    static let feltbog = folder.appendingPathComponent("feltbog").path
    static let office = folder.appendingPathComponent("feltbog-office").path
}

/// A folder that goes away with its test.
final class Folder: Sendable {
    let path: String

    init() throws {
        let name = NSTemporaryDirectory() + "/feltbog-" + String(repeating: "X", count: 6)
        var template = Array(name.utf8CString)
        guard let made = mkdtemp(&template) else { throw HarnessError("no temporary folder") }
        path = String(cString: made)
    }

    func file(_ name: String) -> String { path + "/" + name }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// The harness itself could not go on.
struct HarnessError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Random numbers that a seed repeats (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
