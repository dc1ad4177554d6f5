internal import SyncEngine
internal import SyncProtocol

/// What somebody with a valid key tries to change.
struct ForgersHand {
    /// Of the office's program.
    let schema: Schema
    /// Of the newest program in the world.
    let newest: Schema
    /// Its own id.
    let device: DeviceID
    /// Other devices that the office knows.
    let others: [DeviceID]
    /// What stands at the office: it may guess ids that it was not sent.
    let rows: (TableID) throws -> [Row]
    let makeRowID: () -> RowID
    var made: [Change]
    var dice: SeededRandom

    private static let deletionsMax = 8

    /// - Returns: the changes of one or more sets; none when there is nothing of that kind to do.
    mutating func sets(of forgery: Forgery) throws -> [[Change]] {
        if forgery == .deleteAll { return try deletions() }
        let changes = try changes(of: forgery)
        return changes.isEmpty ? [] : [changes]
    }

    private mutating func changes(of forgery: Forgery) throws -> [Change] {
        switch forgery {
        case .overreach: return [try anything(in: table())]
        case .unseenRow: return try unseen()
        case .officeColumn: return try officeColumn()
        case .systemTable: return [try anything(in: dice.pick(SystemTables.all) ?? table())]
        case .foreignID: return [try insert(into: ownTable(), as: foreignID())]
        case .standingID: return try standingID()
        case .twice: return try twice()
        case .lostReference: return try lostReference()
        case .oddTime:
            let id = RowID(timestamp: oddTime(), device: device)
            return [try insert(into: ownTable(), as: id)]
        case .oddValue: return try oddValue()
        case .unknownColumn: return try unknownColumn()
        case .unknownTable:
            let table = TableID(UInt16(200 + dice.below(60_000)))
            return [Change(.insert, table: table, row: makeRowID())]
        default: return [try insert(into: ownTable(), as: makeRowID())]
        }
    }

    /// 1970, 2099, and what the type ends at.
    mutating func oddTime() -> Timestamp {
        let times: [Milliseconds] = [0, 1, 4_070_908_800_000, .max]
        let time = Timestamp(milliseconds: dice.pick(times) ?? 0)
        return dice.chance(30) ? time.next(wall: 0) : time
    }

    // MARK: Tables and rows

    private mutating func table() -> TableSchema {
        dice.pick(schema.tables) ?? SystemTables.outcome
    }

    /// Not the engine's own.
    private mutating func ownTable() -> TableSchema {
        dice.pick(schema.tables.filter { !SystemTables.all.contains($0) }) ?? table()
    }

    private mutating func someRow(in table: TableSchema) throws -> Row? {
        dice.pick(try rows(table.id))
    }

    /// A row of some table that has any.
    private mutating func anyRow(where isWanted: (Row) -> Bool = { _ in true }) throws -> Row? {
        let all = try schema.tables.map { try rows($0.id).filter(isWanted) }.filter { !$0.isEmpty }
        return dice.pick(all).flatMap { dice.pick($0) }
    }

    private var values: ForgedValues {
        ForgedValues { [schema, rows] table, dice in
            let tables = table.map { [$0] } ?? schema.tables.map(\.id)
            return dice.pick(try tables.flatMap { try rows($0).map(\.id) })
        }
    }

    // MARK: Changes in good form

    private mutating func insert(
        into table: TableSchema, as row: RowID, offices: Bool = false
    ) throws -> Change {
        var cells: [Cell] = []
        for column in table.columns where column.policy != .office || offices {
            let isNeeded = column.isRequired && column.defaultValue.isNull
            guard isNeeded || dice.chance(20) else { continue }
            let value = try values.plausible(column, &dice)
            if value != column.defaultValue { cells.append(Cell(column.id, value)) }
        }
        let change = Change(.insert, table: table.id, row: row, cells: cells)
        made.append(change)
        return change
    }

    private mutating func update(_ row: Row, _ columns: [ColumnSchema]) throws -> Change {
        let column = dice.pick(columns) ?? row.table.columns[0]
        let value = try values.plausible(column, &dice)
        return Change(
            .update, table: row.table.id, row: row.id, cells: [Cell(column.id, value)])
    }

    private mutating func anything(in table: TableSchema) throws -> Change {
        guard let row = try someRow(in: table), dice.chance(75) else {
            return try insert(into: table, as: makeRowID(), offices: dice.chance(40))
        }
        return try dice.chance(25) ? .delete(row) : update(row, table.columns)
    }

    private mutating func unseen() throws -> [Change] {
        guard let row = try anyRow(where: { $0.scope != .shared }) else { return [] }
        return [try dice.chance(30) ? .delete(row) : update(row, row.table.columns)]
    }

    private mutating func officeColumn() throws -> [Change] {
        if dice.chance(40) {
            return [try insert(into: ownTable(), as: makeRowID(), offices: true)]
        }
        let decided = try anyRow { $0.table.columns.contains { $0.policy == .office } }
        guard let row = decided else { return [] }
        return [try update(row, row.table.columns.filter { $0.policy == .office })]
    }

    private mutating func deletions() throws -> [[Change]] {
        let all = try schema.tables.flatMap { try rows($0.id) }.map(Change.delete)
        if dice.chance(40) { return all.isEmpty ? [] : [Array(all.prefix(Limits.setChangesMax))] }
        return (0..<min(Self.deletionsMax, all.count)).compactMap { _ in
            dice.pick(all).map { [$0] }
        }
    }

    // MARK: Ids

    /// Of a row that another might have made, or be about to make.
    private mutating func foreignID() throws -> RowID {
        let maker: DeviceID = dice.chance(20) ? .office : dice.pick(others) ?? .office
        let time = try anyRow { $0.id.device == maker }?.id.timestamp ?? makeRowID().timestamp
        return RowID(timestamp: time.next(wall: 0), device: maker)
    }

    private mutating func standingID() throws -> [Change] {
        let (own, isOwn) = (device, dice.chance(50))
        let standing = try anyRow {
            ($0.id.device == own) == isOwn && !SystemTables.all.contains($0.table)
        }
        guard let standing else { return [] }
        return [try insert(into: standing.table, as: standing.id)]
    }

    private mutating func twice() throws -> [Change] {
        let first = try insert(into: ownTable(), as: makeRowID())
        switch dice.below(3) {
        case 0: return [first, first]
        case 1: return [first, Change(.delete, table: first.table, row: first.row)]
        default: return [first, Change(.update, table: first.table, row: first.row)]
        }
    }

    private mutating func lostReference() throws -> [Change] {
        let tables = schema.tables.filter { $0.columns.contains(where: Self.isReference) }
        guard let table = dice.pick(tables),
            let column = dice.pick(table.columns.filter(Self.isReference))
        else { return [] }
        let change = try insert(into: table, as: makeRowID())
        return [change.with(Cell(column.id, .row(makeRowID())))]
    }

    private static func isReference(_ column: ColumnSchema) -> Bool {
        if case .row = column.type { column.policy != .office } else { false }
    }

    // MARK: Values

    private mutating func oddValue() throws -> [Change] {
        let table = ownTable()
        let change =
            if dice.chance(50), let row = try someRow(in: table) {
                Change(.update, table: table.id, row: row.id)
            } else {
                try insert(into: table, as: makeRowID())
            }
        let column = dice.pick(table.columns.filter { $0.policy != .office }) ?? table.columns[0]
        return [change.with(Cell(column.id, values.odd(column, &dice)))]
    }

    /// Not columns that a newer program knows: those it may write as that would.
    private mutating func unknownColumn() throws -> [Change] {
        let table = ownTable()
        let last = (newest[table.id] ?? table).columns.last?.id ?? ColumnID(1)
        let cells = values.unknown(after: last, &dice)
        guard !cells.isEmpty else { return [] }
        let own = made.last { $0.kind == .insert && $0.table == table.id }
        if dice.chance(60), let row = try own?.row ?? someRow(in: table)?.id {
            return [Change(.update, table: table.id, row: row, cells: cells)]
        }
        let change = try insert(into: table, as: makeRowID())
        return [cells.reduce(change) { $0.with($1) }]
    }
}

extension Change {
    /// The same with this cell, instead of what it has in that column.
    fileprivate func with(_ cell: Cell) -> Change {
        let cells = cells.filter { $0.column != cell.column } + [cell]
        return Change(
            kind, table: table, row: row, cells: cells.sorted { $0.column < $1.column })
    }
}
