internal import SyncReplica

/// One piece of work of which every call to the disk is let fail in turn.
package struct SweepScenario: Sendable {
    package let name: String
    /// Whose disk fails: a replica's number, `nil` for the office.
    let victim: Int?
    let replicas: Int
    /// Brings the disks to where the work begins. Once a process: the disks are copied then.
    let prepare: @Sendable (SweepStage) throws -> Void
    /// The work. Throws when it meets the fault.
    let act: @Sendable (SweepStage) throws -> Void
    /// What people do next, whether it failed or not.
    let next: @Sendable (SweepStage) throws -> Void

    init(
        _ name: String, victim: Int?, replicas: Int = 2,
        prepare: @escaping @Sendable (SweepStage) throws -> Void,
        act: @escaping @Sendable (SweepStage) throws -> Void,
        next: @escaping @Sendable (SweepStage) throws -> Void = { _ in }
    ) {
        self.name = name
        self.victim = victim
        self.replicas = replicas
        self.prepare = prepare
        self.act = act
        self.next = next
    }

    package static let all: [SweepScenario] = ofReplica + ofOffice
}

extension SweepStage {
    /// All join, one prepares, and all see it.
    func begin() throws {
        for index in disks.indices where index < 2 { try join(index) }
        try write(0) { rows, makeRowID in
            var dice = SeededRandom(seed: 5)
            return try PlainWorkload().prepare(rows, makeRowID: makeRowID, dice: &dice)
        }
        for index in disks.indices where index < 2 { try expectSync(index) }
    }

    func sync(_ index: Int, losesAnswers: Bool = false, batchesMax: Int = .max) throws {
        let end = try Exchange(self).sync(
            index, losesAnswers: losesAnswers, batchesMax: batchesMax)
        switch end {
        case .finished, .cut: break
        case .failed(let failure): throw SweepFailure.session("\(failure)")
        }
    }

    /// A session that has no reason to fail.
    func expectSync(_ index: Int) throws {
        guard case .finished(let report) = try Exchange(self).sync(index) else {
            throw Violation("liveness", "replica \(index) does not sync")
        }
        guard report.repaired == 0, report.scopesDiffering == 0 else {
            throw Violation("digest", "replica \(index): \(report.repaired) rows repaired")
        }
        guard officeWentBack || !report.epochChanged else {
            throw Violation("durability", "the office went back for replica \(index)")
        }
    }
}

/// What ends a piece of work that met a fault.
enum SweepFailure: Error {
    /// The session said so, as a person would read it.
    case session(String)
}
