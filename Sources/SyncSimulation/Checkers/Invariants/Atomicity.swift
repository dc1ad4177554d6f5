/// 5: no replica shows a part of a change set or of a checkpoint: all its committed rows are of one moment.
final class Atomicity: Checker {
    let name = "atomicity"
    private let record: Record

    init(_ record: Record) { self.record = record }

    // The record compares each replica with the office's rows at its cursor.
    func check(_ world: any WorldView) throws { try record.raise(name) }
    func checkAtRest(_ world: any WorldView) throws { try record.raise(name) }
}
