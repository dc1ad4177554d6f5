/// The tables that replicas and the office keep: a value that the domain supplies.
public struct Schema: Hashable, Sendable {
    /// Grows with every change; tells who is older.
    public let version: UInt32
    /// In the order of their ids.
    public let tables: [TableSchema]

    private let indexByID: [TableID: Int]
    private let indexByName: [String: Int]

    /// - Precondition: ids and names are unique.
    public init(version: UInt32, tables: [TableSchema]) {
        self.version = version
        self.tables = tables.sorted { $0.id < $1.id }
        let pairs = self.tables.enumerated()
        self.indexByID = Dictionary(uniqueKeysWithValues: pairs.map { ($0.element.id, $0.offset) })
        self.indexByName = Dictionary(
            uniqueKeysWithValues: pairs.map { ($0.element.name, $0.offset) })
    }

    public subscript(id: TableID) -> TableSchema? { indexByID[id].map { tables[$0] } }

    public subscript(name: String) -> TableSchema? { indexByName[name].map { tables[$0] } }
}
