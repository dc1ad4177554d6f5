internal import SyncEngine
internal import SyncProtocol

/// 10: the office has what its log says, applied set by set by a model that shares no code with it; it
/// takes what the model takes, returns what the model returns, and says what was done to whom.
///
/// Left out: the engine's own tables, which the office writes by itself; in the forum what its rules write
/// (see `ModelReach.forum`); and how many outcomes an open conflict has, since one author's are one.
final class ReferenceModel: Checker {
    let name = "reference-model"
    private let record: Record
    private var place = 0

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for item in record.news(since: &place) {
            switch item {
            case .line(let line, _, _, let refusal?):
                throw Violation(
                    name,
                    "\(line.device)/\(line.number.rawValue) is admitted, and should be returned: "
                        + "\(refusal)")
            case .returned(let name, let reason, let opinion?):
                try checkReturn(name, reason, opinion.refusal, world)
            case .line, .returned, .rows, .wentBack: break
            }
        }
    }

    private static let merging: Set<ReasonCode> = [
        .rowExists, .rowGone, .referenceMissing, .needsReturned,
    ]

    private func checkReturn(
        _ set: SetName, _ reason: Reason, _ refusal: ModelRefusal?, _ world: any WorldView
    ) throws {
        // A reference to a table that the model leaves out is not the model's to judge.
        let isCovered = reason.table.map { record.office?.model.covers($0) ?? false } ?? false
        guard Self.merging.contains(reason.code), isCovered, refusal == nil else { return }
        if reason.code != .rowGone, reason.code != .rowExists,
            !ModelReach.of(world.officeDomain).isLivenessExact
        {
            return
        }
        throw Violation(
            name, "\(set) is returned for \(reason.code.rawValue), and should be admitted")
    }

    func checkAtRest(_ world: any WorldView) throws {
        try check(world)
        try record.raise(name)
        try OutcomeCount(world, record).compare(as: name)
    }
}
