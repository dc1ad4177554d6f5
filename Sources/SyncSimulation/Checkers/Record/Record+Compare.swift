internal import SyncEngine
internal import SyncProtocol

/// The office beside its model.
extension Record {
    /// Rows that the office has written, and rows that the model thinks it has.
    func compare(
        _ changed: [(key: RowKey, row: Row?)], in record: inout OfficeRecord,
        _ world: any WorldView
    ) throws {
        let reach = ModelReach.of(world.officeDomain)
        for (key, row) in changed.sorted(by: { $0.key < $1.key })
        where record.model.covers(key.table) {
            compare(row, at: key, in: &record, reach, world)
        }
    }

    /// Everything, at rest and after the office went back.
    func compareWhole(_ world: any WorldView) throws {
        let view = world.officeData
        let reach = ModelReach.of(world.officeDomain)
        try update(
            { record in
                for table in world.officeDomain.schema.tables {
                    let rows = try view.rows(in: table.id)
                    let known = record.history.rows(in: table.id, at: record.head)
                    if known.count != rows.count {
                        complain(
                            "reference-model",
                            "\(table.name): \(rows.count) rows, \(known.count) were told of")
                    }
                    for row in rows {
                        let key = RowKey(table.id, row.id)
                        let told = record.history.row(key, at: record.head)
                        if told.map({ hasSameCells($0, row) }) != true {
                            complain("reference-model", "\(table.name) \(row.id) changed untold")
                        }
                        if record.model.covers(table.id) {
                            compare(row, at: key, in: &record, reach, world)
                        }
                    }
                    guard record.model.covers(table.id) else { continue }
                    let ids = Set(rows.map(\.id))
                    for (id, _) in record.model.liveRows(in: table.id) where !ids.contains(id) {
                        compare(nil, at: RowKey(table.id, id), in: &record, reach, world)
                    }
                }
            }, world)
    }

    private func compare(
        _ row: Row?, at key: RowKey, in record: inout OfficeRecord, _ reach: ModelReach,
        _ world: any WorldView
    ) {
        let state = record.model.state(key)
        switch (row, state?.live) {
        case (nil, nil):
            return
        case (let row?, nil) where reach.isLivenessExact:
            let promise = state == nil ? "reference-model" : "resurrection"
            complain(promise, "\(row.table.name) \(row.id) is at the office, and should not be")
        case (nil, .some) where reach.isLivenessExact:
            complain("reference-model", "row \(key.row) is not at the office, and should be")
        case (nil, .some), (.some, nil):
            adopt(row, at: key, in: &record, world)
        case (let row?, let live?):
            compareCells(row, live, key, in: &record, reach, world)
        }
    }

    private func compareCells(
        _ row: Row, _ live: ModelRow, _ key: RowKey, in record: inout OfficeRecord,
        _ reach: ModelReach, _ world: any WorldView
    ) {
        var isRuled = false
        for column in row.table.columns {
            let expected = live.value(column.id, of: row.table)
            if expected == row[column.id] { continue }
            guard reach.predicts(column, of: key.table) else {
                isRuled = true
                continue
            }
            let isNew = isUnknown(column.id, of: key.table, to: world)
            complain(
                isNew ? "upgrade" : "reference-model",
                "\(row.table.name) \(row.id).\(column.name) is \(row[column.id]), "
                    + "should be \(expected)")
        }
        if isRuled { adopt(row, at: key, in: &record, world) }
    }

    private func adopt(
        _ row: Row?, at key: RowKey, in record: inout OfficeRecord, _ world: any WorldView
    ) {
        record.model.adopt(
            row, at: key,
            ModelWrite(sequence: record.tip, device: .office, at: world.officeNow))
    }

    /// Whether some program in the world does not know the column.
    func isUnknown(_ column: ColumnID, of table: TableID, to world: any WorldView) -> Bool {
        (0..<world.replicaCount).contains { world.schema(of: $0)[table]?[column] == nil }
    }

    // MARK: Back in time, and newer programs

    func wentBack(_ world: any WorldView) throws {
        let view = world.officeData
        try update(
            { record in
                var sequence = Sequence.zero
                for line in record.lines {
                    guard try view.head(at: line.sequence) == line.head else { break }
                    sequence = line.sequence
                }
                record.goBack(to: sequence)
                for set in record.claims.keys {
                    record.remembered[set] = try view.verdict(on: set.number, of: set.device)
                }
                record.epochs = try view.epochs()
                record.meet(try view.devices())
                add(.wentBack(sequence))
                _ = record.model.remember(try view.tombstones(), passed: record.tip)
                if let next = try view.head(at: sequence.next) {
                    complain("log-immutability", "restored to a history that never was: \(next)")
                }
            }, world)
        try readSchema(world)
    }

    /// The office forgot deletions that everybody has passed, and those only.
    func forget(_ world: any WorldView) throws {
        let (tombstones, passed) = (
            try world.officeData.tombstones(), try world.officeData.retiredThrough()
        )
        var missing: RowKey?
        update({ missing = $0.model.remember(tombstones, passed: passed) }, world)
        guard let missing else { return }
        complain("resurrection", "the deletion of row \(missing.row) is forgotten")
    }

    /// The office may run another program now: rows have other columns.
    func readSchema(_ world: any WorldView) throws {
        let view = world.officeData
        try update(
            { record in
                record.model.schema = world.officeDomain.schema
                var all: [(key: RowKey, row: Row?)] = []
                for table in world.officeDomain.schema.tables {
                    all += try view.rows(in: table.id).map { (RowKey(table.id, $0.id), $0) }
                }
                record.history.arrive(at: record.head, all)
            }, world)
    }
}
