internal import SyncOffice

/// Disks at rest, on one of which a bit turns over.
package struct FlipScenario: Sendable {
    package let name: String
    /// Whose database is damaged: a replica's number, `nil` for the office.
    let victim: Int?
    /// Brings the disks to where everybody has stopped in good order.
    let prepare: @Sendable (SweepStage) throws -> Void

    init(
        _ name: String, victim: Int?, prepare: @escaping @Sendable (SweepStage) throws -> Void
    ) {
        self.name = name
        self.victim = victim
        self.prepare = prepare
    }

    package static let all: [FlipScenario] = [replica, office]

    /// Everything that a replica can have at once: decided, returned and staged work, conflicts, segments with
    /// and without verdicts, and sets that were never sealed.
    static let replica = FlipScenario("replica-at-rest", victim: 0) { stage in
        try stage.decideSomeWork()
        for _ in 0..<8 { try stage.write(1, SweepWork.noteWithSecret) }
        try stage.expectSync(1)
        try stage.office.core.pageSize = .init(rows: 4, bytes: 1 << 20)
        try stage.sync(0, batchesMax: 2)
        // Judged, and nothing was heard of it; then sealed and not sent; then not sealed.
        try stage.write(0, SweepWork.noteWithSecret)
        try stage.sync(0, losesAnswers: true)
        try stage.write(0, SweepWork.edit(300))
        _ = try stage.node(0).connected(isLive: false)
        try stage.write(0, SweepWork.edit(400))
        try stage.write(0, SweepWork.noteWithSecret)
        try stage.write(0, SweepWork.deleteSlot)
        try stage.write(1, SweepWork.edit(250))
        try stage.expectSync(1)
    }

    /// Members whose work met, deletions, and replicas that have more to hand over.
    static let office = FlipScenario("office-at-rest", victim: nil) { stage in
        try stage.decideSomeWork()
        try stage.write(1, SweepWork.noteWithSecret)
        try stage.write(1, SweepWork.deleteSlot)
        try stage.expectSync(1)
        try stage.write(0, SweepWork.noteWithSecret)
        try stage.sync(0, losesAnswers: true)
        try stage.write(0, SweepWork.edit(300))
        try stage.write(1, SweepWork.edit(400))
        try stage.write(1, SweepWork.noteWithSecret)
    }
}

extension SweepStage {
    /// A conflict that is open, a wish that was refused, and a set that came back.
    fileprivate func decideSomeWork() throws {
        try begin()
        try write(0, SweepWork.edit(100))
        try write(1, SweepWork.edit(200))
        try expectSync(0)
        try expectSync(1)
        try write(1, SweepWork.wish(2))
        try expectSync(1)
        try write(0, SweepWork.wish(2))
        try write(0, SweepWork.wish(9))
        try expectSync(0)
    }
}
