internal import Foundation
internal import SyncSimulation

/// Everything that a proof left behind in a folder: `worlds-*.json`, `sweep.jsonl`, `museum.json`,
/// `mutants.json`. What was not run is empty.
struct Papers {
    var worlds: [WorldsPaper] = []
    var sweeps: [SweepPaper] = []
    var museum: [HuntResult] = []
    var mutants: [HuntResult] = []

    /// - Throws: when a file is there and cannot be read.
    init(in folder: URL) throws {
        let decoder = JSONDecoder()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        for file in files {
            let read = { try Data(contentsOf: folder.appending(path: file)) }
            switch file {
            case "sweep.jsonl":
                sweeps = try read().split(separator: UInt8(ascii: "\n"))
                    .map { try decoder.decode(SweepPaper.self, from: Data($0)) }
            case "museum.json": museum = try decoder.decode([HuntResult].self, from: read())
            case "mutants.json": mutants = try decoder.decode([HuntResult].self, from: read())
            case _ where file.hasPrefix("worlds-") && file.hasSuffix(".json"):
                worlds.append(try decoder.decode(WorldsPaper.self, from: read()))
            default: continue
            }
        }
    }

    func worlds(on backend: Backend) -> [WorldsPaper] {
        worlds.filter { $0.backend == backend.rawValue }
    }

    var tally: Tally { worlds.reduce(Tally()) { $0 + $1.tally } }
    var coverage: Coverage { worlds.reduce(Coverage()) { $0 + $1.coverage } }
    var failures: [WorldsPaper.Failure] { worlds.flatMap(\.failures) }
    var broken: [SweepPaper] { sweeps.filter { !$0.violations.isEmpty } }
}
