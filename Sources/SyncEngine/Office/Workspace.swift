package import SyncProtocol

/// One change set's work on top of the office's rows: nothing of it is stored until all of it is decided.
package final class Workspace: RowReader {
    private let base: any OfficeReader
    private let overlay: RowOverlay
    private var states: [RowKey: Standing] = [:]
    private var originals: [RowKey: Standing] = [:]
    private var order: [RowKey] = []

    package init(over base: any OfficeReader) {
        self.base = base
        self.overlay = RowOverlay(over: base)
    }

    package func row(_ id: RowID, in table: TableID) throws -> Row? {
        try overlay.row(id, in: table)
    }

    package func rows(
        in table: TableID, where column: ColumnID, equals value: Value
    ) throws -> [Row] {
        try overlay.rows(in: table, where: column, equals: value)
    }

    package func standing(_ key: RowKey) throws -> Standing {
        if let state = states[key] { return state }
        let state = try base.standing(key)
        states[key] = state
        return state
    }

    package func member(of device: DeviceID) throws -> RowID? { try base.member(of: device) }

    package func isMadeByReturned(_ key: RowKey, device: DeviceID) throws -> Bool {
        try base.isMadeByReturned(key, device: device)
    }

    /// Puts what is under a row id from now on.
    package func put(_ state: Standing, at key: RowKey) throws {
        let before = try standing(key)
        guard before != state else { return }
        if originals[key] == nil {
            originals[key] = before
            order.append(key)
        }
        states[key] = state
        if let live = state.live {
            overlay.put(live.row)
        } else {
            overlay.remove(key.row, from: key.table)
        }
    }

    /// What differs from the stored rows, each row once, in the order of first touch.
    package var effects: [RowEffect] {
        order.compactMap { key in
            guard let before = originals[key], let after = states[key], before != after else {
                return nil
            }
            return RowEffect(key: key, before: before, after: after)
        }
    }
}

/// What an admitted change set, its rules and outcomes do to one row.
package struct RowEffect: Hashable, Sendable {
    package let key: RowKey
    package let before: Standing
    package let after: Standing

    package init(key: RowKey, before: Standing, after: Standing) {
        self.key = key
        self.before = before
        self.after = after
    }

    /// As rules see it; `nil` when no live row was or is there.
    package var change: RowChange? {
        let (old, new) = (before.live?.row, after.live?.row)
        return old == nil && new == nil ? nil : RowChange(before: old, after: new)
    }
}
