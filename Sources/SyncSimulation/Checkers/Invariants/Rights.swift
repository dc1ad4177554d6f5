internal import SyncEngine
internal import SyncProtocol

/// 11: what is admitted was its author's to do when the office judged it, what is refused for rights was
/// not: both by a table of rights written a second time.
final class Rights: Checker {
    let name = "rights"
    private let record: Record
    private var place = 0

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for item in record.news(since: &place) {
            switch item {
            case .line(let line, let set?, isAllowed: false, _):
                let changes = set.changes.map { change in
                    let table = world.officeDomain.schema[change.table]
                    let columns = change.cells.map {
                        table?[$0.column]?.name ?? "\($0.column.rawValue)"
                    }
                    return "\(change.kind) \(table?.name ?? "?") \(change.row) \(columns)"
                }
                throw Violation(
                    name,
                    "\(line.device)/\(line.number.rawValue) is admitted without the right: "
                        + changes.joined(separator: ", "))
            case .returned(let set, let reason, let opinion?)
            where opinion.isAllowed == true && reason.code == .notAllowed:
                throw Violation(name, "\(set) is refused, and was allowed: \(reason.detail)")
            case .line, .returned, .rows, .wentBack: break
            }
        }
    }
}
