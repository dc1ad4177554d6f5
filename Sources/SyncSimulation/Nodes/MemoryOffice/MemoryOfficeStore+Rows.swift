package import SyncEngine
package import SyncOffice
package import SyncProtocol

extension MemoryOfficeStore {
    package func row(_ id: RowID, in table: TableID) throws -> Row? {
        guard let schema = schema[table], let found = state.rows[RowKey(table, id)],
            found.place.deletion == nil
        else { return nil }
        return Row(table: schema, id: id, values: found.row.values)
    }

    package func rows(
        in table: TableID, where column: ColumnID, equals value: Value
    ) throws -> [Row] {
        guard let schema = schema[table], let index = schema.index(of: column) else { return [] }
        if schema.columns[index].isReference, let named = value.row {
            let ids = state.references[table]?[column]?[named]?.elements ?? []
            return try ids.compactMap { try row($0, in: table) }
        }
        let ids = state.live[table]?.elements ?? []
        return ids.compactMap { id in
            guard let found = state.rows[RowKey(table, id)], found.row.values[index] == value
            else { return nil }
            return Row(table: schema, id: id, values: found.row.values)
        }
    }

    package func standing(_ key: RowKey) throws -> Standing {
        guard let table = schema[key.table], let found = state.rows[key] else { return .absent }
        let row = StandingRow(
            row: Row(table: table, id: key.row, values: found.row.values),
            unknown: found.row.unknown, clocks: found.clocks)
        return found.place.deletion.map { .deleted(row, by: $0) } ?? .live(row)
    }

    package func member(of device: DeviceID) throws -> RowID? { state.devices[device]?.member }

    package func isMadeByReturned(_ key: RowKey, device: DeviceID) throws -> Bool {
        state.returned.contains(.init(device: device, key: key))
    }

    package func stored(_ key: RowKey) throws -> StoredRow? {
        guard let found = state.rows[key], found.place.deletion == nil else { return nil }
        return found.row
    }

    package func forEachRow(in table: TableID, _ body: (StoredRow) throws -> Void) throws {
        for id in state.live[table]?.elements ?? [] {
            if let row = state.rows[RowKey(table, id)]?.row { try body(row) }
        }
    }

    package func rowCount(in table: TableID) throws -> Int {
        state.live[table]?.elements.count ?? 0
    }

    // MARK: Places

    package func place(of key: RowKey) throws -> RowPlace? { state.rows[key]?.place }

    package func livePlaces(in table: TableID) throws -> (count: Int, newest: Sequence) {
        let ids = state.live[table]?.elements ?? []
        let newest = ids.compactMap { state.rows[RowKey(table, $0)]?.place.sequence }.max()
        return (ids.count, newest ?? .zero)
    }

    package func tombstones() throws -> [Tombstone] {
        state.rows.compactMap { key, row in
            row.place.deletion.map { _ in Tombstone(key: key, sequence: row.place.sequence) }
        }.sorted { ($0.sequence, $0.key) < ($1.sequence, $1.key) }
    }

    package func retire(after last: Sequence, through sequence: Sequence) throws -> Int {
        let dead = try tombstones().filter { $0.sequence > last && $0.sequence <= sequence }
        for tombstone in dead {
            guard let table = schema[tombstone.key.table] else { continue }
            let old = state.rows[tombstone.key]
            change(
                { _ = $0.replace(tombstone.key, by: nil, in: table) },
                undo: { $0.replace(tombstone.key, by: old, in: table) })
        }
        let left = state.gone.flatMap { key, all in all.map { (key, $0) } }
            .filter { $0.1.sequence > last && $0.1.sequence <= sequence }
        for (key, leaving) in left {
            change({ $0.removeGone(key, leaving) }, undo: { $0.putGone(key, leaving) })
        }
        return dead.count + left.count
    }

    package func put(_ row: StandingRow, at place: RowPlace) throws {
        let table = row.row.table
        let key = RowKey(table.id, row.row.id)
        let deletion = place.deletion.map {
            CellClock(sequence: place.sequence, device: $0.device, at: $0.at)
        }
        let new = MemoryOfficeState.StoredPlace(
            row: StoredRow(id: key.row, values: row.row.values, unknown: row.unknown),
            clocks: row.clocks,
            place: RowPlace(
                sequence: place.sequence, scope: place.scope, since: place.since,
                deletion: deletion))
        let old = state.rows[key]
        change(
            { _ = $0.replace(key, by: new, in: table) },
            undo: { $0.replace(key, by: old, in: table) })
    }

    package func putGone(_ key: RowKey, from scope: Scope, at sequence: Sequence) throws {
        let leaving = MemoryOfficeState.Leaving(scope: scope, sequence: sequence)
        change({ $0.putGone(key, leaving) }, undo: { $0.removeGone(key, leaving) })
    }

    package func forgetGone(_ key: RowKey, from scopes: [Scope]) throws {
        for leaving in state.gone[key] ?? [] where scopes.contains(leaving.scope) {
            change({ $0.removeGone(key, leaving) }, undo: { $0.putGone(key, leaving) })
        }
    }

    // MARK: Sets that were returned

    package func rememberReturned(_ key: RowKey, device: DeviceID) throws {
        let returned = MemoryOfficeState.Returned(device: device, key: key)
        guard !state.returned.contains(returned) else { return }
        change({ $0.returned.insert(returned) }, undo: { $0.returned.remove(returned) })
    }

    package func forgetReturned(_ key: RowKey, device: DeviceID) throws {
        let returned = MemoryOfficeState.Returned(device: device, key: key)
        guard state.returned.contains(returned) else { return }
        change({ $0.returned.remove(returned) }, undo: { $0.returned.insert(returned) })
    }
}
