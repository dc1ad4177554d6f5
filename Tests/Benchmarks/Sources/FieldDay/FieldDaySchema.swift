public import SyncProtocol

/// The tables of the workload, with the shape of the domain's own.
public enum FieldDaySchema {
    public static let theme = TableID(16)
    public static let organisation = TableID(17)
    public static let project = TableID(18)
    public static let group = TableID(19)
    public static let membership = TableID(20)
    public static let event = TableID(21)
    public static let signup = TableID(23)
    public static let resource = TableID(25)
    public static let booking = TableID(26)

    public static let schema = Schema(
        version: 1,
        tables: [
            TableSchema(
                id: theme, name: "theme", scope: .shared,
                columns: [ColumnSchema(1, "name", .text), ColumnSchema(2, "area", .text)]),
            TableSchema(
                id: organisation, name: "organisation", scope: .shared,
                columns: [
                    ColumnSchema(1, "name", .text), ColumnSchema(2, "kind", .text),
                    ColumnSchema(3, "cvr", .text), ColumnSchema(4, "contact", .text),
                ]),
            TableSchema(
                id: project, name: "project", scope: .shared,
                columns: [
                    ColumnSchema(1, "title", .text), ColumnSchema(2, "theme", .row(theme)),
                    ColumnSchema(3, "status", .text), ColumnSchema(4, "origin", .text),
                    ColumnSchema(7, "starts", .date), ColumnSchema(9, "co2_tonnes_per_year", .real),
                ]),
            TableSchema(
                id: group, name: "forum_group", scope: .shared,
                columns: [
                    ColumnSchema(1, "name", .text), ColumnSchema(2, "theme", .row(theme)),
                    ColumnSchema(4, "project", .row(project)),
                ]),
            TableSchema(
                id: membership, name: "membership", scope: .shared,
                columns: [
                    ColumnSchema(1, "forum_group", .row(group)), ColumnSchema(2, "name", .text),
                    ColumnSchema(3, "email", .text), ColumnSchema(4, "phone", .text),
                    ColumnSchema(5, "organisation", .row(organisation)),
                    ColumnSchema(6, "role", .text), ColumnSchema(7, "since", .date),
                ]),
            TableSchema(
                id: event, name: "event", scope: .shared,
                columns: [
                    ColumnSchema(1, "kind", .text), ColumnSchema(2, "title", .text),
                    ColumnSchema(3, "theme", .row(theme)),
                    ColumnSchema(4, "project", .row(project)),
                    ColumnSchema(5, "forum_group", .row(group)), ColumnSchema(6, "place", .text),
                    ColumnSchema(7, "wall_start", .wall), ColumnSchema(8, "wall_end", .wall),
                    ColumnSchema(10, "capacity", .integer), ColumnSchema(11, "party_max", .integer),
                    ColumnSchema(12, "signup_opens", .instant),
                    ColumnSchema(13, "signup_closes", .instant),
                    ColumnSchema(14, "settle_at", .instant), ColumnSchema(15, "status", .text),
                ]),
            TableSchema(
                id: signup, name: "signup", scope: .shared,
                columns: [
                    ColumnSchema(1, "event", .row(event)), ColumnSchema(2, "name", .text),
                    ColumnSchema(3, "email", .text), ColumnSchema(4, "phone", .text),
                    ColumnSchema(5, "organisation", .text),
                    ColumnSchema(6, "kind", .text, default: .text("citizen")),
                    ColumnSchema(7, "party_size", .integer, default: .integer(1)),
                    ColumnSchema(8, "note", .text), ColumnSchema(9, "consent_how", .text),
                    ColumnSchema(10, "consent_text", .text),
                    ColumnSchema(11, "source", .text, default: .text("stall")),
                    ColumnSchema(12, "wish", .text, default: .text("in")),
                    ColumnSchema(14, "status", .text, default: .text("received")),
                    ColumnSchema(15, "effective_at", .instant),
                    ColumnSchema(16, "merged_into", .row(signup)),
                ]),
            TableSchema(
                id: resource, name: "resource", scope: .shared,
                columns: [
                    ColumnSchema(1, "place", .text), ColumnSchema(2, "name", .text),
                    ColumnSchema(3, "kind", .text), ColumnSchema(4, "seats", .integer),
                ]),
            TableSchema(
                id: booking, name: "booking", scope: .shared,
                columns: [
                    ColumnSchema(1, "resource", .row(resource)),
                    ColumnSchema(2, "wall_start", .wall), ColumnSchema(3, "wall_end", .wall),
                    ColumnSchema(5, "purpose", .text), ColumnSchema(7, "forum_group", .row(group)),
                    ColumnSchema(8, "event", .row(event)), ColumnSchema(9, "alternatives", .text),
                    ColumnSchema(12, "wish", .text, default: .text("in")),
                    ColumnSchema(13, "status", .text, default: .text("requested")),
                    ColumnSchema(14, "granted_resource", .row(resource)),
                    ColumnSchema(15, "granted_start", .wall),
                    ColumnSchema(16, "granted_end", .wall),
                ]),
        ])
}
