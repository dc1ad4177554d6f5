import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct DeleteRuleTests {
    private let town = Town()

    private func delete(_ event: RowID) throws -> Town.Answer {
        try town.act([.delete(EventTable.schema, event)], by: town.ambassador)
    }

    private func stands(_ event: RowID) -> Bool { town.rows.row(event, in: EventTable.id) != nil }

    @Test func `A row that others refer to lives, whole, and is flagged`() throws {
        let event = try town.event(capacity: 7)
        let signup = try town.signUp(event)
        let before = town.rows.row(event, in: EventTable.id)
        let answer = try delete(event)
        #expect(town.rows.row(event, in: EventTable.id) == before)
        #expect(town.status(signup) == "confirmed")
        let outcome = try #require(answer["delete.children"])
        #expect(answer.outcomes.count == 1 && outcome.isOpen && outcome.kind == .revived)
        #expect(outcome.arguments == ["count": "1", "tables": "signup"])
        #expect(outcome.loser?.member == town.ambassador.member)
    }

    @Test func `A row without others goes`() throws {
        let event = try town.event()
        #expect(try delete(event).outcomes.isEmpty)
        #expect(!stands(event))
    }

    @Test func `What is withdrawn holds nothing back`() throws {
        let event = try town.event()
        let signup = try town.signUp(event)
        try town.edit(signup, [Cell(SignupTable.wish, .text("out"))])
        _ = try delete(event)
        #expect(!stands(event))
    }

    @Test func `Deleted together with all that refers to it, it goes; with one left, it lives`()
        throws
    {
        for isOneLeft in [false, true] {
            let event = try town.event()
            let signups = try (0..<2).map { _ in try town.signUp(event) }
            let gone = isOneLeft ? signups.dropLast() : signups[...]
            let answer = try town.act(
                gone.map { .delete(SignupTable.schema, $0) } + [.delete(EventTable.schema, event)],
                by: town.ambassador)
            #expect(stands(event) == isOneLeft)
            #expect(answer.keys() == (isOneLeft ? ["delete.children"] : []))
        }
    }

    /// Every reference of the schema holds its parent.
    @Test func `Any reference keeps the row that it names`() throws {
        for table in GreenForumSchema.tables {
            for column in table.columns {
                guard case .row(let parentID?) = column.type, parentID.rawValue >= 16,
                    let parentTable = GreenForumSchema.schema[parentID]
                else { continue }
                let town = Town(rules: [DeleteRule()])
                let (parent, child) = (town.id(), town.id())
                town.rows.put(
                    Row(table: parentTable, id: parent, cells: required(parentTable)))
                town.rows.put(
                    Row(
                        table: table, id: child,
                        cells: required(table) + [Cell(column, .row(parent))]))
                let answer = try town.act([.delete(parentTable, parent)])
                #expect(answer.keys() == ["delete.children"], "\(table.name).\(column.name)")
                #expect(town.rows.row(parent, in: parentID) != nil)
            }
        }
    }

    private func required(_ table: TableSchema) -> [Cell] {
        table.columns.filter { $0.isRequired && $0.defaultValue.isNull }.map {
            Cell($0, .text("x"))
        }
    }
}
