internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// How tables, rows and values are called before people, in the language of this run.
enum Labels {
    /// The noun of a table.
    static func table(_ table: TableSchema) -> String {
        TableTexts.one(table.name)?[.current] ?? table.name
    }

    /// A choice of a column.
    static func choice(_ choice: String, of column: String, in table: String) -> String {
        ChoiceTexts.word(choice, of: column, in: table)?[.current] ?? choice
    }

    /// A role.
    static func role(_ role: String) -> String {
        Role(rawValue: role).map { RoleTexts.name($0)[.current] } ?? role
    }

    /// What a row is called: its title or name, else its purpose, else when it starts. A date of a series is told
    /// from its sisters by its day.
    static func title(_ row: Row) -> String {
        let name = name(row)
        guard row.table.id == BookingTable.id, row[BookingTable.purpose].text != nil,
            let day = row[BookingTable.occurrenceDate].text
        else { return name }
        return "\(name) \(day)"
    }

    private static func name(_ row: Row) -> String {
        for name in ["title", "name", "purpose", "walk_in"] {
            if let column = row.table[name], let text = row[column.id].text, !text.isEmpty {
                return text
            }
        }
        for name in ["wall_start", "first_start"] {
            if let column = row.table[name], let text = row[column.id].text { return wall(text) }
        }
        return String(ShortID.full(row.id).prefix(12).suffix(6))
    }

    /// `tir. ` or `Tue ` before a day; nothing before one that does not exist.
    static func weekday(_ day: SeriesDay) -> String {
        guard let date = day.date else { return "" }
        let names =
            Language.current == .da
            ? ["man. ", "tir. ", "ons. ", "tor. ", "fre. ", "lør. ", "søn. "]
            : ["Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "]
        return names[date.weekday - 1]
    }

    /// A stored wall time as a table shows it: `2027-03-18 17:00`.
    static func wall(_ text: String) -> String {
        String(text.map { $0 == "T" ? " " : $0 })
    }
}
