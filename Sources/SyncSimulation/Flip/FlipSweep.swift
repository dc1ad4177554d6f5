internal import GRDB

/// Turns a bit of a database at rest over, lets people work and sync, and says what came of it; one byte
/// after another.
package final class FlipSweep {
    package let scenario: FlipScenario
    private let rested: SweepStage
    private let pages: PageMap
    private let judge: FlipJudge

    /// All days have the same dice: they differ by the bit alone.
    private static let seed: UInt64 = 5
    /// How much is said of what broke a promise.
    private static let brokenMax = 3

    /// Prepares the disks, and plays the day without damage.
    ///
    /// - Throws: when not even that day comes right.
    package init(_ scenario: FlipScenario) throws {
        self.scenario = scenario
        let stage = try SweepStage(replicas: 2)
        try scenario.prepare(stage)
        let rested = try stage.rested()
        self.rested = rested
        self.pages = try Self.pages(of: rested, scenario.victim)
        let control = FlipPlay(SweepStage(rested, seed: Self.seed), victim: scenario.victim)
        control.run()
        let complaints =
            control.raw + control.asked + control.told.map(\.text) + control.healed
        guard complaints.isEmpty else {
            throw Violation("without damage", complaints.joined(separator: "; "))
        }
        let judge = FlipJudge(truth: try FlipTruth(rested, control), victim: scenario.victim)
        self.judge = judge
        if let wrong = judge.look(at: control).first {
            throw Violation("without damage", "\(wrong.kind) \(wrong.detail)")
        }
    }

    /// How many bytes there are.
    package var byteCount: Int {
        Self.disk(of: rested, scenario.victim).size(Self.name(scenario.victim)) ?? 0
    }

    /// Turns one bit of this byte over, always the same one.
    package func flip(_ offset: Int) -> Flip {
        let bit = Flip.bit(of: offset)
        let stage = SweepStage(rested, seed: Self.seed)
        let disk = Self.disk(of: stage, scenario.victim)
        guard disk.flip(Self.name(scenario.victim), offset: offset, bit: bit) else {
            preconditionFailure("there is no byte \(offset)")
        }
        let play = FlipPlay(stage, victim: scenario.victim)
        play.run()
        let (end, kind, detail) = verdict(play)
        return Flip(
            offset: offset, bit: bit, place: pages.place(of: offset), end: end, kind: kind,
            detail: detail)
    }

    private func verdict(_ play: FlipPlay) -> (Flip.End, kind: String, detail: String) {
        var wrong = judge.look(at: play)
        if !wrong.isEmpty, !play.told.isEmpty {
            play.mend()
            wrong = judge.look(at: play)
        }
        let told =
            play.told.map(\.text) + wrong.filter { $0.whose == .shown }.map(\.kind)
        let broken = broken(play, wrong, isSilent: told.isEmpty)
        if let first = broken.first {
            let details = broken.prefix(Self.brokenMax).map(\.detail)
            return (.violation, first.kind, (details + told).joined(separator: "; "))
        }
        if let first = told.first {
            let detail = (told.dropFirst() + wrong.map(\.kind)).joined(separator: "; ")
            return (wrong.isEmpty ? .mended : .reported, first, detail)
        }
        if let first = wrong.first(where: { $0.whose == .own }) {
            let ifAsked = play.asked.first.map { ", though doctor would have said \($0)" } ?? ""
            return (.unnoticed, first.kind + ifAsked, first.detail)
        }
        guard let sign = (play.healed + play.asked).first else { return (.harmless, "", "") }
        return (.mended, sign, "")
    }

    /// What must not be, whatever bit it was.
    ///
    /// - Parameter isSilent: whether nobody was told anything: then all must be right but for what nothing tells
    ///   from its author's own work.
    private func broken(
        _ play: FlipPlay, _ wrong: [FlipJudge.Wrong], isSilent: Bool
    ) -> [FlipJudge.Wrong] {
        var broken = play.raw.map {
            FlipJudge.Wrong(whose: .damaged, kind: "raw error", detail: $0)
        }
        if let victim = scenario.victim {
            for told in play.told where told.who != victim {
                let who = told.who.map { "replica \($0)" } ?? "the office"
                broken.append(
                    FlipJudge.Wrong(
                        whose: .innocent, kind: "told to somebody else",
                        detail: "\(who): \(told.text)"))
            }
        }
        broken += wrong.filter { $0.whose == .innocent }
        if isSilent { broken += wrong.filter { $0.whose == .damaged } }
        return broken
    }

    // MARK: The file

    private static func name(_ victim: Int?) -> String {
        victim == nil ? "office.db" : "replica.db"
    }

    private static func disk(of stage: SweepStage, _ victim: Int?) -> SimulatedDisk {
        victim.map { stage.disks[$0] } ?? stage.officeDisk
    }

    private static func pages(of rested: SweepStage, _ victim: Int?) throws -> PageMap {
        let disk = Self.disk(of: SweepStage(rested, seed: 8), victim)
        let path = disk.path(name(victim))
        let roots = try DatabaseQueue(path: path).read { db in
            try GRDB.Row.fetchAll(
                db, sql: "SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0"
            ).map { (name: $0[0] as String, page: $0[1] as Int) }
        }
        let bytes = SimulatedFiles().start(of: path, count: disk.size(name(victim)) ?? 0)
        return PageMap(bytes ?? [], roots: roots)
    }
}
