internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// One replica beside its model: what differs, and whose promise that breaks.
struct ReplicaInspection {
    let replica: Int
    let record: ReplicaRecord
    private let model: ReplicaModel
    /// The same at the checkpoint before.
    private let earlier: ReplicaModel
    private let schema: Schema

    init(replica: Int, office: OfficeRecord, record: ReplicaRecord, schema: Schema) {
        let drawn = record.entries.filter(\.isDrawn).map(\.changes)
        self.replica = replica
        self.record = record
        self.schema = schema
        self.model = ReplicaModel(
            office.history, schema: schema, head: record.cursor.head, scopes: record.scopes,
            drawn: drawn)
        self.earlier = ReplicaModel(
            office.history, schema: schema, head: record.headBefore, scopes: record.scopes,
            drawn: drawn)
    }

    /// - Parameters:
    ///   - isWhole: all rows, not only those with own work on top.
    ///   - isNew: whether some program does not know the column.
    func differences(
        _ node: any ReplicaNode, isWhole: Bool, isNew: (ColumnID, TableID) -> Bool
    ) throws -> [ReplicaDifference] {
        var found = undrawn()
        for key in model.pendingKeys where schema[key.table] != nil {
            let committed = try node.committed(key.table, key.row)
            if !isSame(committed, model.committed(key)) {
                found.append(different("committed", committed, model.committed(key), key, isNew))
            }
            guard !isWhole else { continue }
            let drawn = try node.drawn { try $0.row(key.row, in: key.table) }
            if !isSame(drawn, model.row(key)) {
                found.append(different("drawn", drawn, model.row(key), key, isNew))
            }
        }
        guard isWhole else { return found }
        for table in schema.tables {
            let rows = try node.drawn { try $0.rows(in: table.id) }
            found += differences(in: table, rows, isNew)
        }
        return found
    }

    private func differences(
        in table: TableSchema, _ rows: [Row], _ isNew: (ColumnID, TableID) -> Bool
    ) -> [ReplicaDifference] {
        var found: [ReplicaDifference] = []
        var expected = model.rows(in: table.id)
        for row in rows {
            let want = expected.removeValue(forKey: row.id)
            if !isSame(row, want) {
                found.append(different("drawn", row, want, RowKey(table.id, row.id), isNew))
            }
        }
        for id in expected.keys.sorted() {
            found.append(different("drawn", nil, expected[id], RowKey(table.id, id), isNew))
        }
        return found
    }

    /// Own work that must be drawn and is not.
    private func undrawn() -> [ReplicaDifference] {
        record.entries.compactMap { entry in
            switch entry.state {
            case .pending, .sealed, .held:
                entry.isDrawn ? nil : said("read-your-writes", "set \(entry.entry) is not drawn")
            case .discarded, .retried:
                entry.isDrawn ? said("convergence", "set \(entry.entry) is drawn still") : nil
            case .admitted, .returned:
                nil
            }
        }
    }

    private func isSame(_ left: Row?, _ right: Row?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (let left?, let right?): hasSameCells(left, right)
        case (nil, .some), (.some, nil): false
        }
    }

    // MARK: Whose promise it is

    private func different(
        _ what: String, _ row: Row?, _ want: Row?, _ key: RowKey,
        _ isNew: (ColumnID, TableID) -> Bool
    ) -> ReplicaDifference {
        let name = schema[key.table]?.name ?? "?"
        let promise: String
        if model.isPending(key), what == "drawn" {
            promise = "read-your-writes"
        } else if let row {
            promise = wrong(row, want, key, isNew)
        } else {
            // The row of a checkpoint that was not applied whole.
            promise = earlier.committed(key) == nil ? "atomicity" : "convergence"
        }
        let detail = "\(what) \(name) \(key.row) is \(text(row)), should be \(text(want))"
        return said(promise, detail)
    }

    private func wrong(
        _ row: Row, _ want: Row?, _ key: RowKey, _ isNew: (ColumnID, TableID) -> Bool
    ) -> String {
        guard let want else {
            if model.history.row(key, at: model.head) != nil { return "confidentiality" }
            return model.history.wasDeleted(key, at: model.head) ? "resurrection" : "convergence"
        }
        let columns = row.table.columns.filter { row[$0.id] != want[$0.id] }
        if columns.allSatisfy({ isNew($0.id, key.table) }) { return "upgrade" }
        return model.history.everHad(row) ? "atomicity" : "convergence"
    }

    private func said(_ promise: String, _ detail: String) -> ReplicaDifference {
        ReplicaDifference(replica: replica, promise: promise, detail: detail)
    }

    private func text(_ row: Row?) -> String {
        guard let row else { return "nothing" }
        return "[" + row.values.map { $0.display ?? "-" }.joined(separator: " ") + "]"
    }
}
