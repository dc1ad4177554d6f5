internal import SyncEngine
internal import SyncProtocol

/// Who wrote a cell last, and as which commit.
struct ModelWrite: Hashable {
    var sequence: Sequence
    var device: DeviceID
    var at: Milliseconds
}

/// One row as the reference model keeps it: only what was ever written, a write a cell.
struct ModelRow: Hashable {
    private(set) var values: [ColumnID: Value] = [:]
    private(set) var writes: [ColumnID: ModelWrite] = [:]

    mutating func put(_ value: Value, in column: ColumnID, _ write: ModelWrite) {
        values[column] = value
        writes[column] = write
    }

    func value(_ column: ColumnID, of table: TableSchema) -> Value {
        values[column] ?? table[column]?.defaultValue ?? .null
    }

    /// Whether anybody but this device wrote to the row after what it has seen.
    func isWritten(after seen: Sequence, notBy device: DeviceID) -> Bool {
        writes.values.contains { $0.sequence > seen && $0.device != device }
    }

    /// The row in the order of a schema's columns.
    func row(_ id: RowID, of table: TableSchema) -> Row {
        Row(table: table, id: id, values: table.columns.map { value($0.id, of: table) })
    }
}

/// What the model has under a row id. A deleted row's cells are remembered: it may come back.
enum ModelState: Hashable {
    case live(ModelRow)
    case deleted(ModelRow, by: ModelWrite)

    var live: ModelRow? {
        if case .live(let row) = self { row } else { nil }
    }
}

/// What the model expects an outcome to say.
struct ModelConflict: Hashable {
    enum Kind: String, Hashable { case kept = "kept-value", revived }

    let kind: Kind
    let key: RowKey
    let column: ColumnID?
    /// The value that lost; `nil` for a deletion that did.
    let loser: Value?
    /// Whether a person must settle it.
    let isOpen: Bool
    let sequence: Sequence
}

/// Why the model would return a set.
enum ModelRefusal: Hashable {
    case rowExists, rowGone, referenceMissing
    /// A rule of the domain says so.
    case rule(ReasonCode)
}

/// A change set as the model is told of it.
struct ModelSet {
    var device: DeviceID
    /// Identities that the device had before it was found to be a copy: their rows are its own.
    var ancestors: [DeviceID] = []
    /// What its author had seen of this office's history.
    var seen: Sequence
    /// The effective time.
    var at: Milliseconds
    /// The commit that it became.
    var sequence: Sequence
    /// The office's time then.
    var now: Milliseconds
    var changes: [Change]

    var write: ModelWrite { ModelWrite(sequence: sequence, device: device, at: at) }

    /// Whether the author did not know of this write and did not do it.
    func missed(_ write: ModelWrite) -> Bool { write.sequence > seen && write.device != device }
}
