internal import SyncSimulation

/// What a series of worlds came to, for programs: one JSON object.
struct WorldsPaper: Codable {
    struct Failure: Codable {
        let seed: UInt64
        let kind: String
        let promise: String
        let detail: String
        let trace: String
        let options: WorldOptions
        /// How to run the world again.
        let again: String
    }

    /// A cell of operation, state and fault, and how often it was hit.
    struct Cell: Codable {
        let operation: Step.Kind
        let state: Coverage.State
        let fault: Coverage.Fault
        let count: Int
    }

    let worlds: Int
    let seconds: Double
    let firstSeed: UInt64
    let profile: String
    let backend: String
    /// `nil` when drawn by seed.
    let steps: Int?
    let tally: Tally
    let coverageCells: Int
    let cells: [Cell]
    /// Of the smallest seed.
    let failure: Failure?
    /// By seed.
    let failures: [Failure]

    init(_ result: Series.Result, _ series: Series, seconds: Double) {
        self.worlds = result.worlds
        self.seconds = seconds
        self.firstSeed = series.seeds.first
        self.profile = series.profile.rawValue
        self.backend = series.backend.rawValue
        self.steps = series.steps
        self.tally = result.tally
        self.coverageCells = result.coverage.cells.count
        self.cells = result.coverage.cells
            .map { cell, count in
                Cell(
                    operation: cell.operation, state: cell.state, fault: cell.fault, count: count)
            }
            .sorted { $0.place.lexicographicallyPrecedes($1.place) }
        self.failures = result.failures.compactMap { outcome in
            outcome.failure.map { violation in
                Failure(
                    seed: outcome.options.seed, kind: violation.kind.rawValue,
                    promise: violation.promise, detail: violation.detail,
                    trace: SeriesText.hex(outcome.hash), options: outcome.options,
                    again: SeriesText.command(outcome.options.seed, series))
            }
        }
        self.failure = failures.first
    }

    var coverage: Coverage {
        var coverage = Coverage()
        for cell in cells {
            coverage.add(cell.operation, cell.state, cell.fault, times: cell.count)
        }
        return coverage
    }
}

extension WorldsPaper.Cell {
    fileprivate var place: [String] { [operation.rawValue, state.rawValue, fault.rawValue] }
}
