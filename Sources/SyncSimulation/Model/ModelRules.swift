internal import SyncEngine
internal import SyncProtocol

/// What a domain's rules do to a set, told anew for the reference model.
protocol ModelRules {
    /// - Returns: why a rule refuses the set, if one does.
    func settle(_ set: ModelSet, in model: inout OfficeModel) -> ModelRefusal?
}

extension OfficeModel {
    /// Writes a cell as the office itself does; nothing when it stands so already.
    mutating func decide(
        _ value: Value, _ column: ColumnID, of key: RowKey, _ set: ModelSet
    ) {
        guard let table = schema[key.table], var row = state(key)?.live,
            row.value(column, of: table) != value
        else { return }
        row.put(
            value, in: column,
            ModelWrite(sequence: set.sequence, device: .office, at: set.now))
        change(key, to: .live(row))
    }
}
