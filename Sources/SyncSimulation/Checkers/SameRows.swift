internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// Each replica draws exactly the office's rows of the scopes that it holds, in the columns that both know.
final class SameRows: Checker {
    let name = "same rows"

    func checkAtRest(_ world: World) throws {
        for table in world.officeDomain.schema.tables {
            let rows = try world.office.core.rows(in: table.id)
            for person in world.replicas where !person.isShutOut {
                let scopes = try person.node.heldScopes()
                // A program that is older than the table draws nothing of it.
                guard world.domain(of: person).schema[table.id] != nil else { continue }
                let expected = rows.filter { row in scopes.contains { $0.covers(row.scope) } }
                try person.node.drawn { drawn in
                    try compare(expected, try drawn.rows(in: table.id), table, person)
                }
            }
        }
    }

    private func compare(
        _ expected: [Row], _ found: [Row], _ table: TableSchema, _ person: Person
    ) throws {
        let drawn = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        for row in expected {
            guard let mine = drawn[row.id] else {
                throw Violation(
                    name, "replica \(person.index) has no \(table.name) \(row.id)")
            }
            for column in mine.table.columns
            where table[column.id] != nil && mine[column.id] != row[column.id] {
                throw Violation(
                    name,
                    """
                    replica \(person.index) \(table.name) \(row.id) \(column.name): \
                    \(mine[column.id]) instead of \(row[column.id])
                    """)
            }
        }
        guard found.count == expected.count else {
            throw Violation(
                name,
                "replica \(person.index) has \(found.count) of \(expected.count) in \(table.name)")
        }
    }
}
