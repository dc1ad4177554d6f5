internal import SyncEngine
internal import SyncProtocol

/// Tells at every opening whether the file's tables are this schema's. Plain switches: reflection would take
/// most of the time that opening takes.
enum SchemaFingerprint {
    /// The schema's version, a space, and the hash of everything that tables and triggers depend on.
    static func of(_ schema: Schema) -> String {
        var text: [UInt8] = []
        for table in schema.tables {
            text += "\(table.id.rawValue) ".utf8
            text += table.name.utf8
            for column in table.columns {
                text += "\n\(column.id.rawValue) ".utf8
                text += column.name.utf8
                text += type(column.type).utf8
                text += (column.defaultValue.display ?? "-").utf8
            }
        }
        text += CaptureTriggers.version.utf8
        return "\(schema.version) \(Hash256(of: text))"
    }

    private static func type(_ type: ColumnType) -> String {
        switch type {
        case .text: " text "
        case .integer: " integer "
        case .real: " real "
        case .boolean: " boolean "
        case .blob: " blob "
        case .row: " row "
        case .instant: " instant "
        case .wall: " wall "
        case .date: " date "
        case .choice: " choice "
        }
    }
}
