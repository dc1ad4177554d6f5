import SyncEngine
import SyncProtocol

/// Three tables of three kinds of scope, beside the engine's own.
struct TestDomain: Domain {
    static let theme = TableSchema(
        id: TableID(16), name: "theme", scope: .shared,
        columns: [
            ColumnSchema(1, "name", .text, required: true),
            ColumnSchema(2, "points", .integer, default: .integer(0)),
            ColumnSchema(3, "note", .text, .review),
        ])
    static let event = TableSchema(
        id: TableID(17), name: "event", scope: .shared,
        columns: [
            ColumnSchema(1, "title", .text, required: true),
            ColumnSchema(2, "theme", .row(TableID(16))),
            ColumnSchema(3, "capacity", .integer),
        ])
    static let signup = TableSchema(
        id: TableID(18), name: "signup", scope: .row(column: ColumnID(1), whenNull: .shared),
        columns: [
            ColumnSchema(1, "event", .row(TableID(17))),
            ColumnSchema(2, "name", .text, personal: true),
            ColumnSchema(3, "party", .integer, default: .integer(1)),
        ])
    static let grownTheme = TableSchema(
        id: TableID(16), name: "theme", scope: .shared,
        columns: theme.columns + [
            ColumnSchema(4, "colour", .text),
            ColumnSchema(5, "rank", .integer, default: .integer(7)),
        ])
    static let place = TableSchema(
        id: TableID(19), name: "place", scope: .shared, columns: [ColumnSchema(1, "name", .text)])

    var schema = Schema(version: 1, tables: SystemTables.all + [theme, event, signup])
    var rules: [any Rule] { [] }
    var access: any AccessPolicy { OpenAccess() }

    static let grown = TestDomain(
        schema: Schema(version: 2, tables: SystemTables.all + [grownTheme, event, signup, place]))
}

struct OpenAccess: AccessPolicy {
    func scopes(
        of actor: Actor, at now: Milliseconds, reading rows: any RowReader
    ) throws -> [Scope] {
        [.shared, .allRows]
    }

    func refusal(
        of change: Change, before: Row?, after: Row?, by actor: Actor, at now: Milliseconds,
        reading rows: any RowReader
    ) throws -> Reason? { nil }
}
