internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// Work at a replica whose disk fails.
extension SweepScenario {
    static let ofReplica: [SweepScenario] = [
        SweepScenario(
            "create-replica", victim: 0, prepare: { try $0.join(1) },
            act: { stage in
                try stage.write(0, SweepWork.noteWithSecret)
                try stage.join(0)
                try stage.sync(0)
            },
            next: { stage in
                try stage.join(0)
                try stage.write(0, SweepWork.noteWithSecret)
            }),
        SweepScenario(
            "local-write", victim: 0, prepare: { try $0.begin() },
            act: { stage in
                try stage.write(0, SweepWork.noteWithSecret)
                try stage.write(0, SweepWork.edit(7))
                try stage.write(0, SweepWork.deleteSlot)
            }),
        SweepScenario(
            "seal-and-push", victim: 0,
            prepare: { stage in
                try stage.begin()
                for _ in 0..<3 { try stage.write(0, SweepWork.noteWithSecret) }
            },
            act: { try $0.sync(0) }),
        SweepScenario(
            "record-verdicts", victim: 0,
            prepare: { stage in
                try stage.begin()
                try stage.write(0, SweepWork.noteWithSecret)
                try stage.write(0, SweepWork.wish(9))
                try stage.write(0, SweepWork.noteWithSecret)
                try stage.sync(0, losesAnswers: true)
            },
            act: { try $0.sync(0) }),
        SweepScenario(
            "stage-batches", victim: 0,
            prepare: { stage in
                try stage.begin()
                for _ in 0..<8 { try stage.write(1, SweepWork.noteWithSecret) }
                try stage.expectSync(1)
            },
            act: { stage in
                try stage.office.core.pageSize = .init(rows: 4, bytes: 1 << 20)
                try stage.sync(0)
            }),
        SweepScenario(
            "apply-with-pending", victim: 0,
            prepare: { stage in
                try stage.begin()
                try stage.write(1, SweepWork.edit(100))
                try stage.write(1, SweepWork.deleteSlot)
                try stage.write(1, SweepWork.noteWithSecret)
                try stage.expectSync(1)
                try stage.write(0, SweepWork.edit(200))
                try stage.write(0, SweepWork.noteWithSecret)
            },
            act: { stage in
                try stage.sync(0)
                try stage.write(0, SweepWork.edit(300))
            }),
        SweepScenario(
            "upgrade-replica", victim: 0,
            prepare: { stage in
                try stage.begin()
                try stage.upgrade(nil)
                try stage.upgrade(1)
                try stage.write(1, SweepWork.extra)
                try stage.expectSync(1)
                try stage.sync(0)
                try stage.write(0, SweepWork.noteWithSecret)
            },
            act: { stage in
                try stage.upgrade(0)
                try stage.write(0, SweepWork.extra)
                try stage.sync(0)
            },
            next: { try $0.upgrade(0) }),
        SweepScenario(
            "renumber-copy", victim: 0, replicas: 3,
            prepare: { stage in
                try stage.begin()
                try stage.copyLaptop()
                try stage.write(2, SweepWork.noteWithSecret)
                try stage.expectSync(2)
                try stage.write(0, SweepWork.noteWithSecret)
                try stage.write(0, SweepWork.edit(5))
            },
            act: { try $0.sync(0) }),
        SweepScenario(
            "give-back-lost", victim: 0, prepare: { try SweepWork.loseOffice($0) },
            act: { try $0.sync(0) }),
        SweepScenario(
            "retry-returned", victim: 0,
            prepare: { stage in
                try stage.begin()
                stage.entry = try stage.write(0, SweepWork.wish(9))
                try stage.expectSync(0)
            },
            act: { stage in
                guard let entry = stage.entry else { return }
                _ = try stage.node(0).retry(entry)
                try stage.sync(0)
            }),
    ]
}

/// What people in a sweep do.
enum SweepWork {
    typealias Write = @Sendable (any RowSource, () throws -> RowID) throws -> [Change]

    /// Two rows that belong together: half of it would show.
    static let noteWithSecret: Write = { _, makeRowID in
        let note = try makeRowID()
        return [
            Change(
                .insert, table: NoteTable.id, row: note,
                cells: [Cell(NoteTable.latest.id, .integer(1))]),
            Change(
                .insert, table: SecretTable.id, row: try makeRowID(),
                cells: [
                    Cell(SecretTable.note.id, .row(note)), Cell(SecretTable.value.id, .integer(3)),
                ]),
        ]
    }

    /// The same cells of the same row for everybody.
    static func edit(_ value: Int64) -> Write {
        { rows, _ in
            guard let note = try rows.rows(in: NoteTable.id).first else { return [] }
            return [
                Change(
                    .update, table: NoteTable.id, row: note.id,
                    cells: [
                        Cell(NoteTable.latest.id, .integer(value)),
                        Cell(NoteTable.review.id, .integer(value)),
                    ])
            ]
        }
    }

    static let extra: Write = { rows, makeRowID in
        let note = try makeRowID()
        return [
            Change(
                .insert, table: NoteTable.id, row: note,
                cells: [Cell(NoteTable.extra.id, .integer(8))]),
            Change(
                .insert, table: MarkTable.id, row: try makeRowID(),
                cells: [
                    Cell(MarkTable.note.id, .row(note)), Cell(MarkTable.value.id, .integer(8)),
                ]),
        ]
    }

    static let deleteSlot: Write = { rows, _ in
        try rows.rows(in: SlotTable.id).prefix(1).map {
            Change(.delete, table: SlotTable.id, row: $0.id)
        }
    }

    /// A number that does not exist is returned.
    static func wish(_ number: Int64) -> Write {
        { _, makeRowID in
            [
                Change(
                    .insert, table: SlotTable.id, row: try makeRowID(),
                    cells: [Cell(SlotTable.number.id, .integer(number))])
            ]
        }
    }

    /// The office is put back to a backup after which both replicas had work admitted.
    static func loseOffice(_ stage: SweepStage) throws {
        try stage.begin()
        let backup = try stage.office.backup()
        for index in 0..<2 {
            try stage.write(index, noteWithSecret)
            try stage.write(index, edit(Int64(index) + 40))
            try stage.expectSync(index)
        }
        try stage.write(0, noteWithSecret)
        try stage.office.restore(backup, keepsMark: false)
        stage.officeWentBack = true
    }
}
