import SyncEngine
import SyncProtocol
import SyncReplica

@testable import SyncSimulation

private let note = MadeUpWorld.note
private let key = RowKey(NoteTable.id, note)
private let other = MadeUpWorld.row(600, by: DeviceID(rawValue: 1)!)

typealias Bad = CheckerTests.Bad

/// Replicas that do not do what they must.
let bads: [Bad] = [
    Bad("durability") { world in
        world.people[0].set(
            1, .admitted(Sequence(3)), number: 99, isDrawn: false)
        world.tell(.heard(replica: 0, .pong))
        world.tell(.synced(replica: 0))
    },
    Bad("atomicity") { world in
        world.round(0, MadeUpWorld.made(other), MadeUpWorld.edit(note, 1, 5))
        let stale = world.people[1].rows
        world.pull(1)
        world.people[1].rows = stale
        world.people[1].committedRows = stale
    },
    Bad("read-your-writes") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        world.people[0].rows.rows[key]?[ColumnID(1)] = .integer(1)
    },
    Bad("causality") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        let old = world.people[0].entries[1]
        world.people[0].entries[1] = OutboxEntry(
            entry: 2, number: nil, state: .pending, madeAt: 0,
            basis: Basis(epoch: old.basis.epoch, sequence: Sequence(1)), changes: old.changes,
            isDrawn: true)
    },
    Bad("convergence") { world in
        world.people[1].rows.rows[key]?[ColumnID(1)] = .integer(77)
        world.tell(.restarted(replica: 1, .nothing))
    },
    Bad("digest-truth") { world in
        world.people[1].report.repaired = 1
        world.tell(.synced(replica: 1))
    },
    Bad("resurrection") { world in
        world.round(0, Change(.delete, table: NoteTable.id, row: note))
        let stale = world.people[1].rows.rows[key]
        world.pull(1)
        world.people[1].rows.rows[key] = stale
        world.people[1].committedRows.rows[key] = stale
    },
    Bad("nothing-dropped") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        world.check()
        world.people[0].entries.removeLast()
        world.tell(.synced(replica: 0))
    },
    Bad("blocked-queue") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        world.push(0)
        world.tell(.synced(replica: 0))
    },
    Bad("bounded-clocks") { world in world.write(1, MadeUpWorld.made(note, [])) },
    Bad("lock-out") { world in
        world.greet(0)
        world.say(0, .refusal(Refusal(.unknownDevice)))
    },
    Bad("single-identity") { world in
        // A copy's work under the original's number.
        world.write(1, MadeUpWorld.edit(note, 1, 50))
        world.people[1].id = world.people[0].id
        world.people[1].set(1, .admitted(Sequence(3)), number: 1)
        world.tell(.synced(replica: 1))
    },
    Bad("resources") { world in
        let scopes = Array(repeating: Scope.shared, count: Limits.scopesMax + 1)
        world.say(
            0,
            .welcome(
                Welcome(
                    version: 1, schemaVersion: 1, epoch: Epoch(7), sequence: .zero,
                    nextNumber: .first, marksConfirmed: true, backedUpThrough: .zero, clock: 0,
                    scopes: scopes)))
    },
    Bad("quiet") { world in
        world.rest()
        world.people[0].report.rowsReceived = 1
        world.tell(.synced(replica: 0))
    },
    Bad("liveness") { world in world.write(0, MadeUpWorld.edit(note, 1, 9)) },
    Bad("crash-transparency") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        world.check()
        world.people[0].entries.removeLast()
        world.tell(.restarted(replica: 0, .process))
    },
    Bad("crash-transparency") { world in
        // Admitted, and after the crash not sent yet.
        world.people[0].set(1, .pending)
        world.tell(.restarted(replica: 0, .process))
    },
    Bad("structure") { world in world.people[1].faults = ["a page is torn"] },
    Bad("upgrade") { world in
        world.officeDomain = PlainDomain(version: 2)
        world.oldVersions = [0]
        world.office.rows = world.office.rows.mapValues {
            Row(table: world.schema[$0.table.id]!, id: $0.id, cells: $0.cells)
        }
        world.tell(.officeRestarted(.nothing))
        world.pull(1)
        world.people[1].rows.rows[key]?[ColumnID(7)] = .integer(3)
        world.tell(.restarted(replica: 1, .nothing))
    },
]

/// Offices that do not do what they must.
let officeBads: [Bad] = [
    Bad("durability") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        let sets = world.push(0)
        // Said, and nowhere in the log.
        world.answer(0, sets[0].number, .admitted(world.office.mark.sequence))
    },
    Bad("exactly-once") { world in
        let set = SetName(device: world.people[0].id, number: .first)
        world.office.commit(
            set.device, 1, at: 0, [MadeUpWorld.edit(note, 1, 1)], world.schema)
    },
    Bad("exactly-once") { world in
        // The backup has a verdict, and the office gives another.
        world.tell(.officeWentBack)
        world.greet(0)
        let bytes = world.office.segments.keys.first!
        world.tell(.officeHears(session: world.session(0), .push(Push(segment: bytes))))
        world.answer(0, .first, .returned(Reason(.notAllowed, table: NoteTable.id)))
    },
    Bad("device-order") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 2))
        world.write(0, MadeUpWorld.edit(note, 1, 3))
        let sets = world.push(0)
        world.admit(0, sets[1])
        world.admit(0, sets[0])
    },
    Bad("log-immutability") { world in
        let last = world.office.lines.removeLast()
        world.office.commit(last.device, 1, at: last.at + 1, [], world.schema, isChained: false)
    },
    Bad("digest-truth") { world in
        world.office.wrongDigests[.shared] = Digest(count: 1, sum: 1)
    },
    Bad("reference-model") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        let sets = world.push(0)
        world.admit(0, sets[0], writing: [MadeUpWorld.edit(note, 1, 8)])
    },
    Bad("reference-model") { world in
        // Returned without a reason.
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        let sets = world.push(0)
        world.answer(
            0, sets[0].number, .returned(Reason(.rowGone, table: NoteTable.id, row: note)))
    },
    Bad("resurrection") { world in
        world.round(0, Change(.delete, table: NoteTable.id, row: note))
        world.office.commit(.office, 0, at: 0, [MadeUpWorld.made()], world.schema)
    },
    Bad("rights") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        let sets = world.push(0)
        world.answer(0, sets[0].number, .returned(Reason(.notAllowed, table: NoteTable.id)))
    },
    Bad("double-booking") { world in
        let slots = (1...2).map { MadeUpWorld.row(700 + UInt64($0), by: world.people[0].id) }
        let granted = Cell(ColumnID(3), .integer(1))
        for slot in slots {
            world.write(
                0,
                Change(
                    .insert, table: SlotTable.id, row: slot,
                    cells: [Cell(ColumnID(1), .integer(2))]))
        }
        for (set, slot) in zip(world.push(0), slots) {
            world.admit(
                0, set,
                writing: [Change(.update, table: SlotTable.id, row: slot, cells: [granted])])
        }
    },
    Bad("bounded-clocks") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        let sets = world.push(0)
        world.office.commit(
            world.people[0].id, sets[0].number.rawValue, at: world.officeNow + 60_000,
            sets[0].changes, world.schema)
    },
    Bad("causality") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        let old = world.people[0].entries[1]
        world.people[0].entries[1] = OutboxEntry(
            entry: 2, number: nil, state: .pending, madeAt: 0,
            basis: Basis(epoch: old.basis.epoch, sequence: Sequence(90)), changes: old.changes,
            isDrawn: true)
        let sets = world.push(0)
        world.admit(0, sets[0])
    },
    Bad("epoch-safety") { world in
        // The office is back at its second sequence and says nothing of it.
        world.office.lines.removeLast()
        world.office.rows[key] = nil
        world.office.verdicts = [:]
        world.tell(.officeWentBack)
        world.greet(0)
    },
    Bad("audit") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 9))
        let sets = world.push(0)
        world.admit(0, sets[0])
        world.office.verdicts = [:]
        world.say(
            0,
            .verdicts(
                Verdicts(
                    first: sets[0].number, verdicts: [.admitted(world.office.mark.sequence)],
                    receipt: world.office.mark)))
    },
    Bad("blocked-queue") { world in
        world.write(0, MadeUpWorld.edit(note, 1, 2))
        world.write(0, MadeUpWorld.edit(note, 1, 3))
        let sets = world.push(0)
        // One verdict on two sets.
        world.admit(0, sets[0])
    },
    Bad("structure") { world in world.office.problems = ["a kept digest is wrong"] },
]

/// What a reader must not get or do.
let readerBads: [Bad] = [
    Bad("rights") { world in
        world.write(1, MadeUpWorld.edit(note, 1, 9))
        world.greet(1)
        let sets = world.push(1)
        world.admit(1, sets[0])
    },
    Bad("confidentiality") { world in
        let secret = MadeUpWorld.row(800, by: world.people[0].id)
        world.round(
            0,
            Change(
                .insert, table: SecretTable.id, row: secret,
                cells: [Cell(ColumnID(1), .row(note)), Cell(ColumnID(2), .integer(7))]))
        world.greet(1)
        let row = BatchRow(table: SecretTable.id, row: secret, state: .whole([]))
        world.say(1, .batch(Batch(through: world.office.mark.sequence, rows: [row])))
    },
    Bad("revocation") { world in
        let line = world.office.known[1]
        world.office.known[1] = DeviceLine(
            device: line.device, member: line.member, copiedFrom: nil, isRevoked: true)
        world.office.commit(.office, 0, at: 0, [], world.schema)
        world.tell(.revoked(replica: 1))
        world.greet(1)
    },
]
