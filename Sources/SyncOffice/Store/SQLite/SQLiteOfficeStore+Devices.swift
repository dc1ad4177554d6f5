internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

extension SQLiteOfficeStore {
    private static let columns = """
        device, id, member, name, fingerprint, signing_key, next_number, last_segment, enrolled_at,
        last_contact, last_cursor, revoked_at, copied_from, given_up_at
        """

    func device(_ id: DeviceID) throws -> DeviceRecord? {
        try sql.first(
            "SELECT \(Self.columns) FROM _device WHERE device = ?", .device(id), read: record)
            ?? nil
    }

    func devices() throws -> [DeviceRecord] {
        try sql.all(
            "SELECT \(Self.columns) FROM _device ORDER BY enrolled_at, device", read: record
        )
        .compactMap { $0 }
    }

    func copy(of device: DeviceID, signingKey: [UInt8]) throws -> DeviceRecord? {
        try sql.first(
            "SELECT \(Self.columns) FROM _device WHERE copied_from = ? AND signing_key = ?",
            .device(device), .blob(signingKey), read: record) ?? nil
    }

    func insert(_ device: DeviceRecord) throws {
        try sql.run(
            """
            INSERT INTO _device (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .device(device.device), .row(device.row), .row(device.member),
            .text(device.name), .hash(device.fingerprint), .blob(device.signingKey),
            .number(device.nextNumber.rawValue), .hash(device.lastSegment),
            .integer(device.enrolledAt), .integer(device.lastContact),
            .sequence(device.lastCursor), .time(device.revokedAt),
            device.copiedFrom.map(Value.device) ?? .null, .time(device.givenUpAt))
    }

    func revoke(_ device: DeviceID, at time: Milliseconds) throws {
        try sql.run(
            "UPDATE _device SET revoked_at = ? WHERE device = ? AND revoked_at IS NULL",
            .integer(time), .device(device))
    }

    func giveUp(_ device: DeviceID, at time: Milliseconds) throws {
        try sql.run(
            "UPDATE _device SET given_up_at = ? WHERE device = ?", .integer(time), .device(device))
    }

    private func record(_ row: RawStatement) -> DeviceRecord? {
        guard let id = row.rowID(at: 1), let member = row.rowID(at: 2) else { return nil }
        return DeviceRecord(
            device: row.device(at: 0), row: id, member: member, name: row.text(at: 3),
            fingerprint: row.hash(at: 4), signingKey: row.blob(at: 5),
            nextNumber: ChangeNumber(row.number(at: 6)), lastSegment: row.hash(at: 7),
            enrolledAt: row.integer(at: 8), lastContact: row.integer(at: 9),
            lastCursor: row.sequence(at: 10), revokedAt: row.time(at: 11),
            givenUpAt: row.time(at: 13), copiedFrom: row.isNull(at: 12) ? nil : row.device(at: 12))
    }

    // MARK: Pulls

    func pull(of device: DeviceID) throws -> PullRecord? {
        try sql.first(
            "SELECT pull_cursor, pull_start, pull_scopes FROM _device WHERE device = ?",
            .device(device)
        ) { row in
            row.isNull(at: 0)
                ? nil
                : PullRecord(
                    cursor: row.sequence(at: 0), start: row.sequence(at: 1),
                    scopes: ScopeList.decode(row.blob(at: 2)))
        } ?? nil
    }

    func begin(
        _ pull: PullRecord, of device: DeviceID, contact: Milliseconds, cursor: Sequence
    ) throws {
        try sql.run(
            """
            UPDATE _device SET pull_cursor = ?, pull_start = ?, pull_scopes = ?,
            last_contact = max(last_contact, ?), last_cursor = ?, given_up_at = NULL WHERE device = ?
            """, .sequence(pull.cursor), .sequence(pull.start),
            .blob(ScopeList.encode(pull.scopes)), .integer(contact), .sequence(cursor),
            .device(device))
    }

    // MARK: Invites

    func invite(_ secretHash: Hash256) throws -> InviteRecord? {
        try sql.first(
            "SELECT member, expires, spent_by FROM _invite WHERE secret_hash = ?",
            .hash(secretHash)
        ) { row in
            row.rowID(at: 0).map {
                InviteRecord(
                    member: $0, expires: row.integer(at: 1),
                    spentBy: row.isNull(at: 2) ? nil : row.device(at: 2))
            }
        } ?? nil
    }

    func insertInvite(_ secretHash: Hash256, member: RowID, expires: Milliseconds) throws {
        try sql.run(
            "INSERT INTO _invite (secret_hash, member, expires) VALUES (?, ?, ?)",
            .hash(secretHash), .row(member), .integer(expires))
    }

    func spendInvite(_ secretHash: Hash256, by device: DeviceID, at time: Milliseconds) throws {
        try sql.run(
            "UPDATE _invite SET spent_at = ?, spent_by = ? WHERE secret_hash = ?",
            .integer(time), .device(device), .hash(secretHash))
    }
}

/// Scopes as bytes: one byte for those that are no row's, 0xFF and the id for a row's.
enum ScopeList {
    static func encode(_ scopes: [Scope]) -> [UInt8] {
        scopes.flatMap { scope -> [UInt8] in
            switch scope {
            case .shared: [0]
            case .office: [1]
            case .allRows: [2]
            case .row(let row): [0xFF] + row.bytes
            }
        }
    }

    /// Reads up to the first thing that is no scope.
    static func decode(_ bytes: [UInt8]) -> [Scope] {
        var scopes: [Scope] = []
        var rest = bytes[...]
        while let tag = rest.popFirst() {
            switch tag {
            case 0: scopes.append(.shared)
            case 1: scopes.append(.office)
            case 2: scopes.append(.allRows)
            default:
                guard let row = RowID(bytes: rest.prefix(RowID.byteCount)) else { return scopes }
                scopes.append(.row(row))
                rest = rest.dropFirst(RowID.byteCount)
            }
        }
        return scopes
    }
}
