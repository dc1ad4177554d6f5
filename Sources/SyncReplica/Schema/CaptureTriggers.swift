internal import GRDB
internal import SyncProtocol

/// Plain SQL triggers that log every local write of a synced table, whoever makes it: this program, the
/// `sqlite3` shell, a spreadsheet.
///
/// The log says only which row was touched. Before the first change to a committed row the row is copied
/// beside the table: its committed image. `_made` names rows that the office does not have yet; they need no
/// image. No trigger relies on `OR IGNORE`: the conflict clause of the statement that fires it would win.
enum CaptureTriggers {
    /// Grows when the triggers change.
    static let version = "triggers 1"

    static let insertKind = 0
    static let updateKind = 1
    static let deleteKind = 2

    static func create(for table: TableSchema, in db: Database) throws {
        let name = table.name
        let tab = table.id.rawValue
        let committed = name + ReplicaTables.committedSuffix
        let columns = ["id"] + table.columns.map { "\"\($0.name)\"" } + ["_unknown"]
        let list = columns.joined(separator: ", ")
        let old = columns.map { "OLD.\($0)" }.joined(separator: ", ")
        func image(_ selection: String, where condition: String = "TRUE", of row: String) -> String
        {
            """
            INSERT INTO "\(committed)" (\(list)) SELECT \(selection)
            WHERE \(condition)
              AND NOT EXISTS (SELECT 1 FROM _made WHERE tab = \(tab) AND id = \(row))
              AND NOT EXISTS (SELECT 1 FROM "\(committed)" WHERE id = \(row));
            """
        }
        func log(_ kind: Int, _ row: String) -> String {
            "INSERT INTO _capture (tab, kind, id) VALUES (\(tab), \(kind), \(row));"
        }
        for kind in ["insert", "replace", "update", "delete", "id"] {
            try db.execute(sql: "DROP TRIGGER IF EXISTS \"\(name)__\(kind)\"")
        }
        try db.execute(
            sql: """
                CREATE TRIGGER "\(name)__insert" AFTER INSERT ON "\(name)" BEGIN
                \(log(insertKind, "NEW.id"))
                END;
                CREATE TRIGGER "\(name)__replace" BEFORE INSERT ON "\(name)"
                WHEN EXISTS (SELECT 1 FROM "\(name)" WHERE id = NEW.id) BEGIN
                \(image("\(list) FROM \"\(name)\"", where: "id = NEW.id", of: "NEW.id"))
                \(log(deleteKind, "NEW.id"))
                END;
                CREATE TRIGGER "\(name)__update" AFTER UPDATE ON "\(name)" BEGIN
                \(image(old, of: "OLD.id"))
                \(log(updateKind, "OLD.id"))
                END;
                CREATE TRIGGER "\(name)__delete" AFTER DELETE ON "\(name)" BEGIN
                \(image(old, of: "OLD.id"))
                \(log(deleteKind, "OLD.id"))
                END;
                CREATE TRIGGER "\(name)__id" BEFORE UPDATE OF id ON "\(name)"
                WHEN OLD.id IS NOT NEW.id BEGIN
                SELECT RAISE(ABORT, 'the id of a row never changes');
                END;
                """)
    }
}
