import Crypto
import SyncEngine
import SyncProtocol
import SyncSQLite
import Testing

@testable import SyncOffice

/// Concurrent work, deletion, copies of laptops, and an office that goes back in time.
@Suite struct HistoryTests {
    @Test(arguments: StoreKind.all)
    func reviewKeepsTheStandingValueAndOneOpenConflictAnAuthor(store: StoreKind) throws {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row, notes: "old")))
        for device in [a, b] { try device.pull() }
        try a.push(a.set(.update(TestDomain.event, row, "notes", .text("of a"))))
        try b.push(b.set(.update(TestDomain.event, row, "notes", .text("of b"))))
        try b.push(b.set(.update(TestDomain.event, row, "notes", .text("later of b"))))
        #expect(try world.row(row, TestDomain.event)?["notes"] == .text("of a"))
        let outcomes = try world.outcomes()
        #expect(outcomes.count == 1)
        let outcome = outcomes[0]
        #expect(outcome["state"] == .text("open"))
        #expect(outcome["subject_table"] == .text("event"))
        #expect(outcome["subject_column"] == .text("notes"))
        #expect(outcome["winner_value"] == .text("of a"))
        #expect(outcome["winner_member"] == .row(a.member))
        #expect(outcome["loser_value"] == .text("later of b"))
        #expect(outcome["loser_member"] == .row(b.member))
        #expect(outcome["scope"] == .null)
        #expect(try world.core.report().openConflicts == 1)
        // Seen and settled: the loser's value is put in its place, in one set.
        try b.pull()
        #expect(
            try b.push(
                b.set(
                    .update(TestDomain.event, row, "notes", .text("later of b")),
                    .update(SystemTables.outcome, outcome.id, "state", .text("settled")))
            ).areAdmitted)
        #expect(try world.row(row, TestDomain.event)?["notes"] == .text("later of b"))
        #expect(try world.core.report().openConflicts == 0)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func anOpenConflictTakesOverOnlyWhatDiffers(store: StoreKind) throws {
        let world = try World(on: store)
        let (a, b, reader) = (try world.device(), try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row, notes: "old")))
        for device in [a, b] { try device.pull() }
        try a.push(a.set(.update(TestDomain.event, row, "notes", .text("of a"))))
        try b.push(b.set(.update(TestDomain.event, row, "notes", .text("of b"))))
        try reader.pull()
        world.now += 1_000
        try b.push(b.set(.update(TestDomain.event, row, "notes", .text("of b"))))
        #expect(
            try reader.pull().map(\.state)
                == [.partial([Cell(ColumnID(11), .integer(world.now))])])
        #expect(try world.outcomes().count == 1)
    }

    @Test(arguments: StoreKind.all, [true, false])
    func theLaterTimeWinsWhicheverComesFirst(store: StoreKind, isAFirst: Bool) throws {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row)))
        for device in [a, b] { try device.sync() == [] ? () : () }
        let start = world.now
        world.now += 100_000
        let early = a.set(.update(TestDomain.event, row, "title", .text("a")), at: start + 10_000)
        let late = b.set(.update(TestDomain.event, row, "title", .text("b")), at: start + 20_000)
        if isAFirst {
            try a.push(early)
            try b.push(late)
        } else {
            try b.push(late)
            try a.push(early)
        }
        #expect(try world.row(row, TestDomain.event)?["title"] == .text("b"))
        let outcomes = try world.outcomes()
        #expect(outcomes.map { $0["loser_value"] } == [.text("a")])
        #expect(outcomes.map { $0["state"] } == [.text("settled")])
    }

    @Test(arguments: StoreKind.all, [true, false])
    func aRowWithAConcurrentEditLivesWhicheverComesFirst(store: StoreKind, isDeletedFirst: Bool)
        throws
    {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row, notes: "kept")))
        for device in [a, b] { try device.pull() }
        let delete = a.set(.delete(TestDomain.event, row))
        let edit = b.set(.update(TestDomain.event, row, "title", .text("Edited")))
        if isDeletedFirst {
            #expect(try a.push(delete).areAdmitted)
            #expect(try b.push(edit).areAdmitted)
        } else {
            #expect(try b.push(edit).areAdmitted)
            #expect(try a.push(delete).areAdmitted)
        }
        let found = try world.row(row, TestDomain.event)
        #expect(found?["title"] == .text("Edited"))
        #expect(found?["notes"] == .text("kept"))
        #expect(try world.outcomes().map { $0["kind"] } == [.text("revived")])
        for device in [a, b] { try device.pull() }
        for device in [a, b] { #expect(device.rows[RowKey(TestDomain.event.id, row)] != nil) }
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func aRowThatComesBackHasTheCellsThatWereEmpty(store: StoreKind) throws {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row)))
        #expect(try a.push(a.set(.update(TestDomain.event, row, "status", .null))).areAdmitted)
        for device in [a, b] { try device.pull() }
        try a.push(a.set(.delete(TestDomain.event, row)))
        try b.push(b.set(.update(TestDomain.event, row, "title", .text("Back"))))
        #expect(try world.row(row, TestDomain.event)?["title"] == .text("Back"))
        #expect(try world.row(row, TestDomain.event)?["status"] == .null)
        for device in [a, b] { try device.pull() }
    }

    @Test(arguments: StoreKind.all, [true, false])
    func aParentToWhichOthersAddedLives(store: StoreKind, isDeletedFirst: Bool) throws {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row)))
        for device in [a, b] { try device.pull() }
        let delete = a.set(.delete(TestDomain.event, row))
        let add = b.set(.signup(b.newRow(), event: row))
        if isDeletedFirst {
            try a.push(delete)
            #expect(try b.push(add).areAdmitted)
        } else {
            try b.push(add)
            #expect(try a.push(delete).areAdmitted)
        }
        #expect(try world.row(row, TestDomain.event) != nil)
        #expect(try world.outcomes().map { $0["text_key"] } == [.text("delete.parent")])
        try world.expectHealthy()
    }

    // MARK: Copies

    @Test(arguments: StoreKind.all)
    func aCopiedLaptopIsGivenAnIdentityOfItsOwn(store: StoreKind) throws {
        let world = try World(on: store)
        let laptop = try world.device()
        let row = laptop.newRow()
        try laptop.push(laptop.set(.event(row)))
        try laptop.pull()
        let copy = laptop.copied()
        let (mine, other) = (laptop.newRow(), copy.newRow())
        #expect(mine == other)
        #expect(try laptop.push(laptop.set(.task(mine, "of the laptop"))).areAdmitted)
        let fork = try copy.push(try copy.seal([copy.set(.task(other, "of the copy"))]))
        #expect(fork.problem == .fork)
        #expect(fork.verdicts.isEmpty)
        // A new key, a new identity, in the same session; asked twice it is the same.
        let old = copy.id
        copy.key = .init()
        let request = Message.reidentify(
            Reidentify(signingKey: Array(copy.key.publicKey.rawRepresentation)))
        guard case .reidentified(let new)? = copy.say(request).first else {
            Issue.record("no identity")
            return
        }
        copy.id = new.device
        copy.hangUp()
        (copy.id, copy.number, copy.lastSegment) = (old, ChangeNumber(3), copy.lastSegment)
        copy.hello()
        #expect(copy.say(request) == [.reidentified(new)])
        (copy.id, copy.number, copy.lastSegment) = (new.device, .first, .zero)
        let verdicts = try copy.push(
            copy.set(.update(TestDomain.task, other, "title", .text("of the copy"))),
            copy.set(.task(copy.newRow(), "more")))
        #expect(verdicts.areAdmitted)
        let device = try world.core.devices().first { $0.id == new.device }
        #expect(device?.copiedFrom == old)
        #expect(device?.member == laptop.member)
        #expect(try world.outcomes().contains { $0["text_key"] == .text("device.copied") })
        try copy.pull()
        try laptop.pull()
        #expect(copy.rows == laptop.rows)
        try world.expectHealthy()
    }

    // MARK: Going back in time

    @Test(arguments: StoreKind.all, [true, false])
    func aRestoredOfficeOpensOneEpochAndGetsBackWhatItLost(store: StoreKind, keepsMarkFile: Bool)
        throws
    {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row)))
        for device in [a, b] { try device.pull() }
        let epoch = a.cursor.epoch
        try world.backUp()
        let lostA = try a.seal([a.set(.task(a.newRow(), "lost of a"))])
        let lostB = try b.seal([b.set(.task(b.newRow(), "lost of b"))])
        try a.push(lostA)
        try b.push(lostB)
        for device in [a, b] {
            try device.pull()
            device.hangUp()
        }
        try world.restore(keepsMark: keepsMarkFile)
        #expect(world.core.findings.contains { $0.code == "went-back" } == keepsMarkFile)
        a.hello()
        #expect(a.welcome?.marksConfirmed == false)
        #expect(a.welcome?.epoch != epoch)
        #expect(a.welcome?.nextNumber == lostA.header.first)
        let opened = a.welcome?.epoch
        b.hello()
        #expect(b.welcome?.marksConfirmed == false)
        #expect(b.welcome?.epoch == opened)
        for (device, lost) in [(a, lostA), (b, lostB)] {
            #expect(try device.push(lost).verdicts.areAdmitted)
            let rows = try device.pull(after: .zero)
            #expect(rows.allSatisfy { if case .whole = $0.state { true } else { false } })
            device.hello()
            #expect(device.welcome?.marksConfirmed == true)
        }
        try a.pull()
        #expect(a.rows == b.rows)
        #expect(try world.core.rows(in: TestDomain.task.id).count == 2)
        #expect(world.core.findings.contains { $0.code == "went-back" })
        try world.expectHealthy()
        try world.reopen()
        #expect(world.core.findings.isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func aCursorThatIsOldDoesNotHideALostReceipt(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        try device.pull()
        try world.backUp()
        let lost = try device.seal([device.set(.event(device.newRow()))])
        try device.push(lost)
        device.hangUp()
        try world.restore()
        device.hello()
        #expect(device.welcome?.marksConfirmed == false)
        #expect(try device.push(lost).verdicts.areAdmitted)
    }

    @Test(arguments: StoreKind.all)
    func afterALossEverythingUnseenIsConcurrent(store: StoreKind) throws {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row, notes: "old")))
        for device in [a, b] { try device.pull() }
        try world.backUp()
        try a.push(a.set(.task(a.newRow(), "lost")))
        try a.pull()
        for device in [a, b] { device.hangUp() }
        try world.restore()
        // Before anybody notices, b works on in what it thinks is the same history.
        try b.push(b.set(.update(TestDomain.event, row, "notes", .text("of b"))))
        // The basis of a's set names a sequence that now is b's.
        let set = a.set(.update(TestDomain.event, row, "notes", .text("of a")))
        #expect(set.basis.sequence >= (try world.head()))
        a.hello()
        #expect(a.welcome?.marksConfirmed == false)
        a.number = a.welcome!.nextNumber
        a.lastSegment = try world.core.store.read {
            try world.core.store.device(a.id)?.lastSegment ?? .zero
        }
        let again = ChangeSet(
            device: a.id, number: a.number, timestamp: set.timestamp, basis: set.basis,
            changes: set.changes)
        #expect(try a.push(again).areAdmitted)
        a.number = a.number.next
        #expect(try world.row(row, TestDomain.event)?["notes"] == .text("of b"))
        #expect(try world.core.report().openConflicts == 1)
        // A Pull from a place that is not in this history is not answered; from the start it is.
        let blind = Message.pull(Pull(after: a.cursor.sequence, isResumed: false, isLive: false))
        #expect(a.say(blind).isEmpty)
        #expect(a.say(.ping) == [.pong])
        try a.pull(after: .zero)
        // What is made on what came now has seen it, on the same connection.
        #expect(
            try a.push(a.set(.update(TestDomain.event, row, "notes", .text("both")))).areAdmitted)
        #expect(try world.row(row, TestDomain.event)?["notes"] == .text("both"))
        #expect(try world.core.report().openConflicts == 1)
    }

    @Test(arguments: StoreKind.all)
    func historiesThatWroteOtherRowsHaveOtherHeads(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        try device.pull()
        try world.backUp()
        // What the office does by itself has no segment that tells it apart.
        func add(_ name: String) throws -> Mark {
            _ = try world.core.addMember(
                name: name, role: "volunteer", assignedTo: [], now: world.now)
            return try world.core.mark()
        }
        let lost = try add("Bo")
        try device.pull()
        device.hangUp()
        try world.restore()
        let other = try add("Eva")
        #expect(other.sequence == lost.sequence)
        #expect(other.head != lost.head)
        device.hello()
        #expect(device.welcome?.marksConfirmed == false)
    }

    @Test(arguments: StoreKind.all)
    func afterALossAPullFromNeitherStartNorCheckpointBeginsAnew(store: StoreKind) throws {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row)))
        for device in [a, b] { try device.pull() }
        try world.backUp()
        try a.push(a.set(.task(a.newRow(), "lost")))
        try a.pull()
        for device in [a, b] { device.hangUp() }
        try world.restore()
        try b.push(b.set(.update(TestDomain.event, row, "title", .text("New"))))
        a.hello()
        #expect(a.welcome?.marksConfirmed == false)
        try a.pull(after: .zero)
        let pull = Pull(after: Sequence(1), isResumed: true, isLive: false)
        let rows = try a.take(a.say(.pull(pull)))
        #expect(rows.contains { $0.row == row })
        #expect(rows.allSatisfy { if case .whole = $0.state { true } else { false } })
    }

    @Test func theHeadChainHoldsAndABrokenOneIsFound() throws {
        let world = try World()
        let device = try world.device()
        for _ in 0..<5 { try device.push(device.set(.event(device.newRow()))) }
        try world.expectHealthy()
        try world.core.store.write {
            _ = try world.sql.run(
                "UPDATE _log SET entry = zeroblob(32) WHERE sequence = 3")
        }
        #expect(try world.core.doctor().map(\.code) == ["log-broken"])
    }

    /// As a page of its file whose count of cells the disk changed: no reason to end the process.
    @Test func anOfficeWhoseEpochsAreGoneIsDamaged() throws {
        let world = try World()
        try world.core.store.write { _ = try world.sql.run("DELETE FROM _epoch") }
        let error = #expect(throws: StoreError.self) { try world.core.mark() }
        #expect(error?.code == .damaged)
    }

    @Test func doctorFindsRowsThatWereChangedBehindItsBack() throws {
        let world = try World()
        let device = try world.device()
        let row = device.newRow()
        try device.push(device.set(.event(row)))
        try world.core.store.write {
            _ = try world.sql.run("UPDATE event SET title = 'else'")
        }
        #expect(try world.core.doctor().map(\.code) == ["digest-wrong"])
        try world.core.store.write { _ = try world.sql.run("DELETE FROM event") }
        #expect(try world.core.doctor().map(\.code) == ["digest-wrong", "feed-wrong"])
    }

    /// Found by the simulator, seed 37595.
    @Test(arguments: StoreKind.all)
    func aPullFromBeyondTheEndGoesOnFromTheCheckpoint(store: StoreKind) throws {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row)))
        for device in [a, b] { try device.pull() }
        try b.push(b.set(.delete(TestDomain.event, row)))
        let beyond = Sequence(try world.head().rawValue + 5)
        a.hangUp()
        try a.pull(after: beyond, isResumed: true)
        #expect(a.rows[RowKey(TestDomain.event.id, row)] == nil)
        a.expectDigestsAgree()
    }
}
