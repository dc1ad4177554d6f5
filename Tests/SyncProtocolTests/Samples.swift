import SyncProtocol

/// One of everything, with fixed contents.
enum Samples {
    static let schema = Schema(
        version: 3,
        tables: [
            TableSchema(
                id: TableID(16), name: "event", scope: .shared,
                columns: [
                    ColumnSchema(1, "title", .text, required: true),
                    ColumnSchema(2, "starts", .wall),
                    ColumnSchema(3, "ends", .wall),
                    ColumnSchema(4, "capacity", .integer),
                    ColumnSchema(5, "status", .choice(["draft", "published"])),
                ]),
            TableSchema(
                id: TableID(17), name: "signup",
                scope: .row(column: ColumnID(1), whenNull: .office),
                columns: [
                    ColumnSchema(1, "event", .row(TableID(16)), required: true),
                    ColumnSchema(2, "name", .text, personal: true),
                    ColumnSchema(3, "email", .text, personal: true),
                    ColumnSchema(4, "phone", .text, personal: true),
                    ColumnSchema(5, "party_size", .integer, default: .integer(1)),
                    ColumnSchema(6, "is_member", .boolean),
                    ColumnSchema(7, "effective_at", .instant, .office),
                    ColumnSchema(8, "weight", .real),
                    ColumnSchema(9, "photo", .blob),
                    ColumnSchema(10, "born", .date),
                ]),
        ])

    static let device = DeviceID(random: 0x1234_5678_9ABC_DEF0)
    static let deployment = DeploymentID(0xFEDC_BA98_7654_3210)
    static let mark = Mark(
        epoch: Epoch(0xA1B2_C3D4_E5F6_0718), sequence: Sequence(300), head: Hash256(of: [1, 2]))

    static func row(_ index: Int) -> RowID {
        RowID(
            timestamp: Timestamp(milliseconds: 1_790_000_000_000 + Int64(index) * 61_234),
            device: device)
    }

    static let changes = [
        Change(
            .insert, table: TableID(17), row: row(7),
            cells: [
                Cell(ColumnID(1), .row(row(1))), Cell(ColumnID(2), .text("Åse Kjærgård")),
                Cell(ColumnID(3), .text("aase.kjaergaard@eksempel.dk")),
                Cell(ColumnID(4), .text("+4520304050")), Cell(ColumnID(5), .integer(3)),
                Cell(ColumnID(6), .boolean(true)), Cell(ColumnID(8), .real(-0.5)),
                Cell(ColumnID(9), .blob([0, 255, 7])), Cell(ColumnID(900), .text("senere")),
            ]),
        Change(.update, table: TableID(16), row: row(1), cells: [Cell(ColumnID(4), .null)]),
        Change(.delete, table: TableID(40), row: row(2)),
    ]

    static let changeSets = (0..<3).map { index in
        ChangeSet(
            device: device, number: ChangeNumber(UInt64(41 + index)),
            timestamp: row(7 + index).timestamp,
            basis: Basis(epoch: mark.epoch, sequence: Sequence(UInt64(290 + index))),
            changes: index == 1 ? [] : changes)
    }

    static let batch = Batch(
        through: Sequence(300),
        rows: [
            BatchRow(table: TableID(16), row: row(1), state: .partial(changes[1].cells)),
            BatchRow(table: TableID(16), row: row(2), state: .deleted),
            BatchRow(table: TableID(17), row: row(7), state: .whole(changes[0].cells)),
            BatchRow(table: TableID(90), row: row(3), state: .gone),
        ])

    static let scopes: [Scope] = [.shared, .office, .allRows, .row(row(1))]
    static let reason = Reason(
        .valueInvalid, table: TableID(17), row: row(7), column: ColumnID(2), detail: "80")
    static let range = RowRange(low: row(1), high: row(9))

    static let messages: [Message] = [
        .enrol(
            Enrol(
                versions: 1...2, deployment: deployment, secret: Array(0..<16),
                signingKey: Array(0..<32), name: "Tur-laptop 2")),
        .hello(
            Hello(
                versions: 1...1, deployment: deployment, device: device, schemaVersion: 3,
                cursor: mark, receipt: mark, nextNumber: ChangeNumber(44),
                lastSegment: Hash256(of: [3]), scopes: scopes, clock: 1_790_000_000_123)),
        .hello(
            Hello(
                versions: 1...1, deployment: deployment, device: device, schemaVersion: 3,
                cursor: .unknown, receipt: mark, nextNumber: .first, lastSegment: .zero,
                scopes: [], clock: -5)),
        .push(Push(segment: Array(0..<200))),
        .pull(Pull(after: Sequence(9), isResumed: true, isLive: false)),
        .pull(Pull(after: .zero, isResumed: false, isLive: true)),
        .reidentify(Reidentify(signingKey: Array(0..<32))),
        .digestQuery(DigestQuery(scope: .shared, ranges: [range, range])),
        .rangeQuery(RangeQuery(scope: .row(row(1)), range: range)),
        .enrolled(
            Enrolled(
                device: device, member: row(4), role: "volunteer", memberName: "Søren",
                clock: 1_790_000_000_123)),
        .welcome(
            Welcome(
                version: 1, schemaVersion: 3, epoch: mark.epoch, sequence: Sequence(301),
                nextNumber: ChangeNumber(44), marksConfirmed: true,
                backedUpThrough: Sequence(200), clock: 1_790_000_000_200, scopes: scopes)),
        .verdicts(
            Verdicts(
                first: ChangeNumber(41),
                verdicts: [
                    .admitted(Sequence(299)), .admitted(Sequence(300)), .returned(reason),
                    .held(Reason(.notAllowed)),
                ], problem: nil, receipt: mark)),
        .verdicts(
            Verdicts(
                first: .first, verdicts: [], problem: .gap(expected: ChangeNumber(12)),
                receipt: .unknown)),
        .verdicts(Verdicts(first: .first, verdicts: [], problem: .fork, receipt: mark)),
        .batch(batch),
        .batch(Batch(through: .zero, rows: [])),
        .checkpoint(
            Checkpoint(
                mark: mark,
                digests: scopes.map {
                    .init(scope: $0, digest: Digest(count: 5, sum: 0x8000_0000_0000_0001))
                })),
        .reidentified(Reidentified(device: device)),
        .digestAnswer(
            DigestAnswer(
                scope: .office, sequence: Sequence(300),
                digests: [.empty, Digest(count: .max, sum: .max)])),
        .rangeRows(RangeRows(scope: .shared, range: range, batch: batch)),
        .ping, .pong, .goodbye,
        .refusal(Refusal(.busy, detail: "på vej", retryAfterSeconds: 30)),
        .unknown(kind: 0x70),
    ]
}
