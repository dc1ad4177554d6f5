internal import SyncEngine
internal import SyncOffice
package import SyncProtocol

/// The office's store in Swift values: for worlds without files.
///
/// A transaction that throws is taken back step by step: keeping the old value would copy whatever the next
/// write touches.
package final class MemoryOfficeStore: OfficeStore {
    private(set) var state: MemoryOfficeState
    let schema: Schema
    private var undo: [(inout MemoryOfficeState) -> Void] = []
    private var isWriting = false
    private var isOpen = true

    /// An empty store.
    package convenience init(schema: Schema) throws {
        try self.init(MemoryOfficeState(), schema: schema)
    }

    /// A store that has this already; rows of an older schema are brought up to date.
    ///
    /// - Throws: `OfficeError` `newer-schema`.
    init(_ state: MemoryOfficeState, schema: Schema) throws {
        self.state = state
        self.schema = schema
        try upgrade()
    }

    package func write<T>(_ body: () throws -> T) throws -> T {
        try checkOpen()
        precondition(!isWriting, "a transaction in a transaction")
        isWriting = true
        defer {
            isWriting = false
            undo.removeAll(keepingCapacity: true)
        }
        do {
            return try body()
        } catch {
            for step in undo.reversed() { step(&state) }
            throw error
        }
    }

    package func read<T>(_ body: () throws -> T) throws -> T {
        try checkOpen()
        return try body()
    }

    package func copy(to path: String) throws {
        throw OfficeError(.refused, detail: "an office in memory is no file")
    }

    package func close() throws {
        isOpen = false
    }

    /// Ends this store: nobody shares its state any longer.
    func takeState() -> MemoryOfficeState {
        isOpen = false
        defer { state = MemoryOfficeState() }
        return state
    }

    private func checkOpen() throws {
        guard isOpen else { throw OfficeError(.other, detail: "closed") }
    }

    /// Every change to the state, with what takes it back.
    @discardableResult
    func change<T>(
        _ forward: (inout MemoryOfficeState) -> T,
        undo back: @escaping (inout MemoryOfficeState) -> Void
    ) -> T {
        precondition(isWriting, "a change outside of a transaction")
        undo.append(back)
        return forward(&state)
    }

    // MARK: Single values

    package func meta(_ key: String) throws -> Value? { state.meta[key] }

    package func setMeta(_ value: Value, for key: String) throws {
        let old = state.meta[key]
        change({ $0.meta[key] = value }, undo: { $0.meta[key] = old })
    }

    /// Never: there are no other processes.
    package func dataVersion() throws -> Int64 { 0 }

    /// A guess: nothing is in bytes.
    package func byteCount() throws -> Int64 {
        Int64(state.rows.count * 256 + state.log.count * 128)
    }

    package func damages() throws -> [String] { [] }

    // MARK: Schema

    /// A row takes the defaults of new columns, and cells kept for unknown ones take their place.
    private func upgrade() throws {
        let known = state.meta["schema"]?.integer ?? 0
        let version = Int64(schema.version)
        guard known <= version else { throw OfficeError(.newerSchema, detail: "schema \(known)") }
        guard known < version else { return }
        state.meta["schema"] = .integer(version)
        guard known > 0 else { return }
        // Columns are never removed: what was linked by the shorter row is unlinked by the longer one.
        for key in state.rows.keys.sorted() {
            guard var stored = state.rows[key], let table = schema[key.table] else { continue }
            let row = Row(
                table: table, id: key.row,
                values: stored.row.values + table.defaultValues.dropFirst(stored.row.values.count))
            stored.row.values = row.values
            for cell in stored.row.unknown {
                if let index = table.index(of: cell.column) {
                    stored.row.values[index] = cell.value
                }
            }
            stored.row.unknown.removeAll { table.index(of: $0.column) != nil }
            state.rows[key]?.row.values = row.values
            state.replace(key, by: stored, in: table)
        }
    }
}
