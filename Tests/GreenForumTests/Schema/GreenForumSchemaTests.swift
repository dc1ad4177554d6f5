import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct GreenForumSchemaTests {
    private let schema = GreenForumDomain().schema

    @Test func `Ids of tables and their order are as they were first given out`() {
        #expect(
            schema.tables.map { "\($0.id.rawValue) \($0.name)" } == [
                "1 outcome", "2 member", "3 device", "4 assignment", "16 theme", "17 organisation",
                "18 project", "19 forum_group", "20 membership", "21 event", "22 allotment",
                "23 signup", "24 checkin", "25 resource", "26 booking", "27 series",
            ])
    }

    @Test(arguments: GreenForumSchema.tables)
    func `Column ids are 1, 2, 3 … and names are lower case`(table: TableSchema) {
        #expect(table.columns.map { Int($0.id.rawValue) } == Array(1...table.columns.count))
        for column in table.columns {
            #expect(
                column.name.utf8.allSatisfy {
                    "abcdefghijklmnopqrstuvwxyz_0123456789".utf8.contains($0)
                })
            #expect(column.name != "id")
        }
    }

    @Test(arguments: GreenForumSchema.tables)
    func `A default is a value that the column may hold`(table: TableSchema) {
        for column in table.columns {
            if case .choice(let values) = column.type, let text = column.defaultValue.text {
                #expect(values.contains(text), "\(table.name).\(column.name)")
            }
        }
    }

    @Test(arguments: GreenForumSchema.tables)
    func `A reference names a table of the schema`(table: TableSchema) {
        for column in table.columns {
            if case .row(let target?) = column.type {
                #expect(schema[target] != nil, "\(table.name).\(column.name)")
            }
        }
    }

    @Test(arguments: [
        ("event", ["wall_start", "wall_end", "zone", "capacity"]),
        ("project", ["description", "co2_tonnes_per_year"]),
        ("forum_group", ["purpose"]),
    ])
    func `Texts, dates and amounts of weight are left to a person`(
        table: String, columns: [String]
    ) throws {
        let found = try #require(schema[table]).columns.filter { $0.policy == .review }
        #expect(found.map(\.name) == columns)
    }

    @Test(arguments: [
        (
            "signup",
            [
                "status", "effective_at", "merged_into", "flags", "seats", "list_seats", "extra_at",
                "place_seats", "own_words",
            ]
        ),
        (
            "booking",
            ["status", "granted_resource", "granted_start", "granted_end", "decision_reason"]
        ),
        ("allotment", ["event", "device", "seats_lent", "seats_expected", "lent_until", "status"]),
        ("series", ["skipped", "retried_at"]), ("event", []), ("checkin", ["seen_again"]),
    ])
    func `What the office decides is the office's to write`(
        table: String, columns: [String]
    ) throws {
        let found = try #require(schema[table]).columns.filter { $0.policy == .office }
        #expect(found.map(\.name) == columns)
    }

    @Test(arguments: [
        ("signup", ["name", "email", "phone", "note"]),
        ("membership", ["name", "email", "phone"]),
        ("booking", ["purpose"]), ("checkin", ["walk_in"]), ("event", []),
    ])
    func `Personal data are marked`(table: String, columns: [String]) throws {
        let found = try #require(schema[table]).columns.filter(\.isPersonal)
        #expect(found.map(\.name) == columns)
    }

    @Test func `Persons of an event and members of a group are not shared`() throws {
        let event = RowID(timestamp: Timestamp(milliseconds: 5), device: .office)
        for table in [SignupTable.schema, CheckinTable.schema] {
            let column = try #require(table["event"])
            let row = Row(table: table, id: event, cells: [Cell(column, .row(event))])
            #expect(row.scope == .row(event))
            #expect(Row(table: table, id: event, cells: []).scope == .office)
        }
        let group = Row(
            table: MembershipTable.schema, id: event,
            cells: [Cell(MembershipTable.group, .row(event))])
        #expect(group.scope == .row(event))
        let shared = GreenForumSchema.tables.filter { $0.scope == .shared }.map(\.name)
        #expect(
            shared == [
                "theme", "organisation", "project", "forum_group", "event", "allotment", "resource",
                "booking", "series",
            ])
    }
}
