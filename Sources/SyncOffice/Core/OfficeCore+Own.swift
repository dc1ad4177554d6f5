package import SyncEngine
package import SyncProtocol

/// What people do at the office itself: members, invites, devices, reports, checks.
extension OfficeCore {
    package func addMember(
        name: String, role: String, assignedTo subjects: [RowID], now: Milliseconds
    ) throws -> RowID {
        try commit(now: now) { batch in
            let member = batch.makeRowID()
            var changes = [
                Change(
                    .insert, table: SystemTables.member.id, row: member,
                    cells: [
                        Cell(ColumnID(1), .text(name)), Cell(ColumnID(2), .text(role)),
                    ])
            ]
            for subject in subjects {
                changes.append(
                    Change(
                        .insert, table: SystemTables.assignment.id, row: batch.makeRowID(),
                        cells: [
                            Cell(ColumnID(1), .row(member)), Cell(ColumnID(2), .row(subject)),
                        ]))
            }
            try batch.write(changes)
            return member
        }
    }

    package func invite(
        member: RowID, validMilliseconds: Int64, now: Milliseconds
    ) throws -> (secret: [UInt8], expires: Milliseconds) {
        var secret: [UInt8] = []
        for half in [random(), random()] {
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                secret.append(UInt8(truncatingIfNeeded: half >> shift))
            }
        }
        let (expires, isTooLate) = now.addingReportingOverflow(validMilliseconds)
        guard !isTooLate else { throw OfficeError(.refused, detail: "validity") }
        try store.write {
            guard try store.row(member, in: SystemTables.member.id) != nil else {
                throw OfficeError(.unknown, detail: "member")
            }
            try store.insertInvite(Hash256(of: secret), member: member, expires: expires)
        }
        return (secret, expires)
    }

    package func devices() throws -> [OfficeDevice] {
        try store.read { try deviceList() }
    }

    private func deviceList() throws -> [OfficeDevice] {
        try store.devices().map { record in
            let member = try store.row(record.member, in: SystemTables.member.id)
            return OfficeDevice(
                id: record.device, row: record.row, member: record.member,
                memberName: member?["name"].text ?? "", name: record.name,
                enrolledAt: record.enrolledAt, lastContact: record.lastContact,
                lastCursor: record.lastCursor, revokedAt: record.revokedAt,
                copiedFrom: record.copiedFrom)
        }
    }

    package func revoke(_ device: DeviceID, now: Milliseconds) throws {
        try commit(now: now) { batch in
            guard let record = try store.device(device) else {
                throw OfficeError(.unknown, detail: "device")
            }
            guard record.revokedAt == nil else { return }
            try store.revoke(device, at: now)
            let change = Change(
                .update, table: SystemTables.device.id, row: record.row,
                cells: [Cell(ColumnID(5), .integer(now))])
            try batch.write([change])
        }
    }

    package func markBackedUp(through sequence: Sequence) throws {
        try store.write {
            let known = max(try backedUpThrough(), min(sequence, try store.head().sequence))
            try store.setMeta(.integer(Int64(bitPattern: known.rawValue)), for: "backed-up")
        }
    }

    package func copyDatabase(to path: String) throws -> Sequence {
        let sequence = try store.read { try store.head().sequence }
        try store.copy(to: path)
        return sequence
    }

    package func rows(in table: TableID) throws -> [Row] {
        try store.read {
            guard let schema = domain.schema[table] else { return [] }
            var result: [Row] = []
            try store.forEachRow(in: table) { stored in
                result.append(Row(table: schema, id: stored.id, values: stored.values))
            }
            return result
        }
    }

    private func openOutcomes() throws -> Int {
        let table = SystemTables.outcome
        guard let state = table["state"] else { return 0 }
        return try store.rows(in: table.id, where: state.id, equals: .text("open")).count
    }

    package func report() throws -> OfficeReport {
        try store.read {
            let tables = try domain.schema.tables.map {
                OfficeReport.TableCount(table: $0.name, rows: try store.rowCount(in: $0.id))
            }
            let open = try openOutcomes()
            return OfficeReport(
                deployment: deployment, name: try store.meta("name")?.text ?? "",
                epoch: try store.epochs().current, sequence: try store.head().sequence,
                backedUpThrough: try backedUpThrough(), tables: tables,
                devices: try deviceList(), openConflicts: open,
                digests: try store.digests().map { .init(scope: $0.scope, digest: $0.digest) },
                databaseBytes: try store.byteCount(), findings: findings)
        }
    }
}
