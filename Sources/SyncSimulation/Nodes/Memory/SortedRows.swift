internal import SyncEngine
internal import SyncProtocol

/// Something for each row of one table, in the order of row ids: small, and alike in every run.
struct SortedRows<Element> {
    private(set) var ids: [RowID] = []
    private(set) var elements: [Element] = []

    var isEmpty: Bool { ids.isEmpty }

    subscript(id: RowID) -> Element? {
        get {
            let place = place(of: id)
            return place < ids.count && ids[place] == id ? elements[place] : nil
        }
        set {
            let place = place(of: id)
            let isFound = place < ids.count && ids[place] == id
            switch (isFound, newValue) {
            case (true, let element?): elements[place] = element
            case (false, let element?):
                ids.insert(id, at: place)
                elements.insert(element, at: place)
            case (true, nil):
                ids.remove(at: place)
                elements.remove(at: place)
            case (false, nil): break
            }
        }
    }

    /// The places of a range of ids.
    func places(in range: RowRange) -> Range<Int> {
        let low = place(of: range.low)
        var high = place(of: range.high)
        if high < ids.count, ids[high] == range.high { high += 1 }
        return low..<max(low, high)
    }

    mutating func mapElements(_ body: (Element) -> Element) {
        for index in elements.indices { elements[index] = body(elements[index]) }
    }

    /// Where the id is, or would be.
    private func place(of id: RowID) -> Int {
        // New rows have the highest ids.
        guard let last = ids.last, id <= last else { return ids.count }
        var (low, high) = (0, ids.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension SortedRows: Sendable where Element: Sendable {}

/// The same for all tables.
struct RowMap<Element> {
    private(set) var tables: [TableID: SortedRows<Element>] = [:]

    subscript(key: RowKey) -> Element? {
        get { tables[key.table]?[key.row] }
        set {
            if newValue == nil, tables[key.table] == nil { return }
            tables[key.table, default: SortedRows()][key.row] = newValue
        }
    }

    subscript(table: TableID) -> SortedRows<Element> {
        get { tables[table] ?? SortedRows() }
        set { tables[table] = newValue.isEmpty ? nil : newValue }
    }

    mutating func removeAll() { tables = [:] }
}

extension RowMap: Sendable where Element: Sendable {}
