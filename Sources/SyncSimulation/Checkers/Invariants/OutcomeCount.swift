internal import SyncEngine
internal import SyncProtocol

/// The outcomes of merging beside those that the model expects, a cell or row each.
struct OutcomeCount {
    private struct Subject: Hashable, Comparable {
        let kind: String
        let table: String
        let row: RowID
        let column: String

        static func < (left: Subject, right: Subject) -> Bool {
            (left.row, left.table, left.column, left.kind)
                < (right.row, right.table, right.column, right.kind)
        }
    }

    private let world: any WorldView
    private let record: Record

    init(_ world: any WorldView, _ record: Record) {
        self.world = world
        self.record = record
    }

    func compare(as promise: String) throws {
        guard let office = record.office else { return }
        let reach = ModelReach.of(world.officeDomain)
        var expected: [Subject: (count: Int, open: Int)] = [:]
        for conflict in office.model.conflicts {
            guard let table = office.model.schema[conflict.key.table] else { continue }
            let column = conflict.column.flatMap { table[$0] }
            if let column, !reach.predicts(column, of: table.id) { continue }
            if conflict.column == nil, !reach.isLivenessExact { continue }
            let name = conflict.column.map { "#\($0.rawValue)" } ?? ""
            let subject = Subject(
                kind: conflict.kind.rawValue, table: table.name, row: conflict.key.row,
                column: name)
            expected[subject, default: (0, 0)].count += 1
            if conflict.isOpen { expected[subject, default: (0, 0)].open += 1 }
        }
        let found = try found(reach, office, as: promise)
        for subject in Set(expected.keys).union(found.keys).sorted() {
            let (count, open) = expected[subject] ?? (0, 0)
            let least = count - max(0, open - 1)
            let there = found[subject] ?? 0
            if there < least || there > count {
                throw Violation(
                    promise,
                    "\(subject.table) \(subject.row) \(subject.column): \(there) outcomes "
                        + "of \(subject.kind), should be \(count)")
            }
        }
    }

    private func found(
        _ reach: ModelReach, _ office: OfficeRecord, as promise: String
    ) throws -> [Subject: Int] {
        var found: [Subject: Int] = [:]
        var authors: [Subject: Set<RowID>] = [:]
        for row in try world.officeData.rows(in: SystemTables.outcome.id) {
            guard let name = row["subject_table"].text, let table = office.model.schema[name],
                office.model.covers(table.id), let id = row["subject_row"].row,
                let kind = row["kind"].text, let key = row["text_key"].text
            else { continue }
            // A column that the office did not know then goes by its number.
            let text = row["subject_column"].text ?? ""
            let known = table[text] ?? table.columns.first { "#\($0.id.rawValue)" == text }
            let column = known.map { "#\($0.id.rawValue)" } ?? text
            switch (row["rule"].text, kind) {
            case ("fields", "kept-value"):
                if let known, !reach.predicts(known, of: table.id) { continue }
            case ("delete", "revived"):
                guard reach.isLivenessExact, ["delete.revived", "delete.parent"].contains(key)
                else { continue }
            default: continue
            }
            let subject = Subject(kind: kind, table: name, row: id, column: column)
            found[subject, default: 0] += 1
            guard row["state"].text == "open", let author = row["loser_member"].row else {
                continue
            }
            if !authors[subject, default: []].insert(author).inserted {
                throw Violation(
                    promise, "\(name) \(id) \(column): two open conflicts of one author")
            }
        }
        return found
    }
}
