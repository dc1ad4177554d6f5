internal import SyncEngine
public import SyncProtocol

extension Office {
    /// Assigns a member to rows (events, groups), from now on and without end. A row that the member is
    /// assigned to already is passed over.
    ///
    /// - Throws: `OfficeError` `unknown` when there is no such member.
    public func assign(_ member: RowID, to subjects: [RowID]) throws {
        try use { core, now in try core.assign(member, to: subjects, now: now) }
    }
}

extension OfficeCore {
    package func assign(_ member: RowID, to subjects: [RowID], now: Milliseconds) throws {
        let table = SystemTables.assignment
        try commit(now: now) { batch in
            guard try store.row(member, in: SystemTables.member.id) != nil else {
                throw OfficeError(.unknown, detail: "member")
            }
            let column = ColumnID(1)
            let standing = try store.rows(in: table.id, where: column, equals: .row(member))
            let known = Set(
                standing.filter { row in
                    row["until_at"].isNull && (row["from_at"].integer ?? .min) <= now
                }.compactMap { $0["subject"].row })
            let changes = subjects.filter { !known.contains($0) }.map { subject in
                Change(
                    .insert, table: table.id, row: batch.makeRowID(),
                    cells: [Cell(column, .row(member)), Cell(ColumnID(2), .row(subject))])
            }
            if !changes.isEmpty { try batch.write(changes) }
        }
    }
}
