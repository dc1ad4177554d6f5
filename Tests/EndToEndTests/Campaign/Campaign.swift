import Foundation
import Synchronization

/// What the surroundings ask of the long runs.
///
/// - `FELTBOG_PROVE_SECONDS`: how long each may take; without it they are short.
/// - `FELTBOG_PROVE_SEED`: where the first world begins; 1 without it.
/// - `FELTBOG_PROVE_RESULT`: a file that gets what was done, as JSON, with sorted keys.
enum Campaign {
    static let seconds = number("FELTBOG_PROVE_SECONDS").map(Double.init)
    static let seed = number("FELTBOG_PROVE_SEED").map(UInt64.init) ?? 1

    private static let figures = Mutex<[String: Int]>([:])

    /// Adds to the result file.
    static func note(_ new: [String: Int]) throws {
        let all = figures.withLock { figures in
            figures.merge(new) { $0 + $1 }
            return figures
        }
        guard let path = ProcessInfo.processInfo.environment["FELTBOG_PROVE_RESULT"] else {
            return
        }
        let json = try JSONSerialization.data(
            withJSONObject: all, options: [.sortedKeys, .prettyPrinted])
        try json.write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }
}
