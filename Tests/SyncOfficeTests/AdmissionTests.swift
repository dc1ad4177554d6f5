import SyncEngine
import SyncProtocol
import SyncSQLite
import Testing

@testable import SyncOffice

@Suite struct OfficeAdmissionTests {
    @Test(arguments: StoreKind.all)
    func aSetIsAdmittedWithItsRulesOutcomesInOneSequence(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let event = device.newRow()
        #expect(try device.push(device.set(.event(event, capacity: 1))).map(\.isAdmitted) == [true])
        let (a, b) = (device.newRow(), device.newRow())
        let before = try world.head()
        let verdicts = try device.push(
            device.set(.signup(a, event: event)), device.set(.signup(b, event: event, "Bo")))
        #expect(verdicts == [.admitted(before.next), .admitted(before.next.next)])
        #expect(try world.row(a, TestDomain.signup)?["status"] == .text("confirmed"))
        #expect(try world.row(b, TestDomain.signup)?["status"] == .text("waitlisted"))
        let outcomes = try world.outcomes().filter { $0["kind"] == .text("waitlisted") }
        #expect(outcomes.count == 1)
        #expect(outcomes.first?["scope"] == .row(event))
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func nineteenAreAdmittedAndOneIsReturnedWithItsDependants(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let events = (0..<20).map { _ in device.newRow() }
        var sets = events.enumerated().map { index, row in
            device.set(.event(row, index == 7 ? String(repeating: "x", count: 41) : "Event"))
        }
        let (child, edit) = (device.newRow(), device.newRow())
        sets.append(device.set(.signup(child, event: events[7])))
        sets.append(device.set(.update(TestDomain.event, events[7], "notes", .text("n"))))
        sets.append(device.set(.signup(edit, event: events[8])))
        sets.append(device.set(.update(TestDomain.signup, child, "phone", .text("1"))))
        let verdicts = try device.push(try device.seal(sets)).verdicts
        let codes = verdicts.map(\.code)
        #expect(codes[7] == "value-invalid")
        #expect(codes[20] == "needs-returned")
        #expect(codes[21] == "needs-returned")
        #expect(codes[22] == nil)
        #expect(codes[23] == "needs-returned")
        #expect(codes.filter { $0 == nil }.count == 20)
        // Retried with what was wrong put right, the first brings its dependants along.
        let again = try device.push(
            device.set(.event(events[7], "Short")), device.set(.signup(child, event: events[7])),
            device.set(.update(TestDomain.signup, child, "phone", .text("1"))))
        #expect(again.areAdmitted)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func whatAVolunteerChangesInARowOfAReturnedSetIsReturnedForThat(store: StoreKind) throws {
        let world = try World(on: store)
        let boss = try world.device()
        let event = boss.newRow()
        try boss.push(boss.set(.event(event)))
        let helper = try world.device(role: "volunteer", assignedTo: [event])
        try helper.pull()
        let row = helper.newRow()
        let nameless = Change(
            .insert, table: TestDomain.signup.id, row: row,
            cells: [Cell(ColumnID(1), .row(event))])
        let verdicts = try helper.push(
            helper.set(nameless),
            helper.set(.update(TestDomain.signup, row, "phone", .text("1"))),
            helper.set(.delete(TestDomain.signup, row)))
        #expect(verdicts.map(\.code) == ["value-invalid", "needs-returned", "needs-returned"])
        // Put right, it takes the others along.
        let whole = Change.signup(row, event: event)
        #expect(
            try helper.push(
                helper.set(whole), helper.set(.update(TestDomain.signup, row, "phone", .text("1")))
            ).areAdmitted)
        // What it did not make is not its own to change.
        let strange = boss.newRow()
        #expect(
            try helper.push(helper.set(.update(TestDomain.signup, strange, "phone", .text("1"))))
                .map(\.code) == ["not-allowed"])
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func whatNeedsARowOfAHeldSetIsReturnedForThat(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let row = device.newRow()
        let verdicts = try device.push(
            device.set(.task(row, "hold")),
            device.set(.update(TestDomain.task, row, "title", .text("t"))))
        #expect(verdicts.map(\.code) == ["held odd-held", "needs-returned"])
    }

    @Test(arguments: StoreKind.all)
    func whatNeedsARowThatAReturnedSetMadeAgainIsReturnedForThat(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let row = device.newRow()
        #expect(
            try device.push(
                device.set(.task(row, "t")), device.set(.delete(TestDomain.task, row))
            ).areAdmitted)
        let verdicts = try device.push(
            device.set(.task(row, "refuse")),
            device.set(.update(TestDomain.task, row, "title", .text("u"))))
        #expect(verdicts.map(\.code) == ["odd-refused", "needs-returned"])
    }

    @Test(
        arguments: StoreKind.all,
        [
            ("not-allowed", 0), ("value-invalid", 1), ("reference-missing", 2), ("row-gone", 3),
            ("row-exists", 4), ("odd-refused", 5), ("held odd-held", 6), ("rule-failed", 7),
        ])
    func everyKindOfVerdictIsGivenAndGivenAgain(
        store: StoreKind, verdict: (code: String, kind: Int)
    ) throws {
        let (code, kind) = verdict
        let world = try World(on: store)
        let other = try world.device()
        let event = other.newRow()
        try other.push(other.set(.event(event)))
        let device = try world.device(role: "volunteer", assignedTo: [event])
        try device.pull()
        let row = device.newRow()
        let changes: [Change] = [
            .delete(TestDomain.event, event), .event(row, String(repeating: "x", count: 41)),
            .task(row, "t", event: device.newRow()), .update(TestDomain.task, row, "title", .null),
            .event(event, "Mine"), .task(row, "refuse"), .task(row, "hold"), .task(row, "fail"),
        ]
        let head = try world.head()
        let segment = try device.seal([device.set(changes[kind])])
        let first = try device.push(segment)
        #expect(first.verdicts.map(\.code) == [code])
        #expect(try world.head() == head)
        device.hangUp()
        try world.reopen()
        #expect(try device.push(segment).verdicts == first.verdicts)
        // It blocks nothing.
        #expect(
            try device.push(device.set(.task(device.newRow(), "fine"))).map(\.isAdmitted) == [true])
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func aReplyThatIsLostIsGivenAgainAndNothingIsDoneTwice(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let row = device.newRow()
        let segment = try device.seal([
            device.set(.event(row)), device.set(.task(device.newRow(), "t")),
        ])
        let first = try device.push(segment)
        let head = try world.head()
        for _ in 0..<3 {
            device.hangUp()
            let again = try device.push(segment)
            #expect(again.verdicts == first.verdicts)
            #expect(again.first == first.first)
        }
        #expect(try world.head() == head)
    }

    @Test(arguments: StoreKind.all)
    func aGapIsToldAndFilled(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let one = try device.seal([device.set(.event(device.newRow()))])
        let two = try device.seal([device.set(.event(device.newRow()))])
        let early = try device.push(two)
        #expect(early.problem == .gap(expected: .first))
        #expect(early.verdicts.isEmpty)
        #expect(try device.push(one).problem == nil)
        #expect(try device.push(two).verdicts.map(\.isAdmitted) == [true])
    }

    @Test(arguments: StoreKind.all)
    func groupCommitJudgesManyInOneTransaction(store: StoreKind) throws {
        let world = try World(on: store)
        let devices = try (0..<5).map { _ in try world.device() }
        var pushes: [(session: Int, push: Push)] = []
        for device in devices {
            device.hello()
            let segment = try device.seal([device.set(.event(device.newRow()))])
            pushes.append((device.session!, Push(segment: segment.bytes)))
        }
        // One of them is damaged: it is refused alone.
        var bytes = pushes[2].push.segment
        bytes[bytes.count - 1] ^= 1
        pushes[2].push = Push(segment: bytes)
        let head = try world.head().rawValue
        let answers = world.core.admit(pushes, now: world.now)
        let mark = try world.core.mark()
        for (index, answer) in answers.enumerated() {
            if index == 2 {
                #expect(
                    answer == [.send(.refusal(.init(.badSignature, detail: "segment"))), .close])
            } else {
                guard case .send(.verdicts(let verdicts))? = answer.first else {
                    Issue.record("no verdicts")
                    continue
                }
                #expect(verdicts.verdicts.map(\.isAdmitted) == [true])
                #expect(verdicts.receipt == mark)
            }
        }
        #expect(try world.head().rawValue == head + 4)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func deadlinesWakeTheirRule(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let event = device.newRow()
        let closes = Cell(ColumnID(6), .integer(world.now + 5_000))
        let insert = Change.event(event)
        let change = Change(
            .insert, table: insert.table, row: event, cells: insert.cells + [closes])
        try device.push(device.set(change))
        try world.core.tick(now: world.now + 4_999)
        #expect(try world.row(event, TestDomain.event)?["status"] == .text("open"))
        let head = try world.head()
        try world.core.tick(now: world.now + 5_600)
        #expect(try world.row(event, TestDomain.event)?["status"] == .text("closed"))
        #expect(try world.head() == head.next)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func aDeadlineThatComesToNothingTakesNoSequence(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let event = device.newRow()
        let insert = Change.event(event)
        let closes = Cell(ColumnID(6), .integer(world.now + 5_000))
        let later = Value.integer(world.now + 50_000)
        #expect(
            try device.push(
                device.set(
                    Change(
                        .insert, table: insert.table, row: event, cells: insert.cells + [closes])),
                device.set(.update(TestDomain.event, event, "closes_at", later))
            ).areAdmitted)
        let head = try world.head()
        try world.core.tick(now: world.now + 5_600)
        #expect(try world.head() == head)
        try world.core.tick(now: world.now + 50_600)
        #expect(try world.row(event, TestDomain.event)?["status"] == .text("closed"))
        #expect(try world.head() == head.next)
    }

    @Test func onAFullDiskNothingIsAcknowledgedAndTheOfficeLives() throws {
        let world = try World()
        let device = try world.device()
        device.hello()
        let notes = String(repeating: "n", count: 1_000)
        let sets = (0..<200).map { _ in device.set(.event(device.newRow(), notes: notes)) }
        let segment = try device.seal(sets)
        let head = try world.head()
        let pages = try world.core.store.read {
            try world.sql.first("PRAGMA page_count") { $0.integer(at: 0) } ?? 0
        }
        func limit(_ pages: Int64) throws {
            try world.core.store.read {
                _ = try world.sql.all("PRAGMA max_page_count = \(pages)") { _ in () }
            }
        }
        try limit(pages + 4)
        let answer = device.say(.push(Push(segment: segment.bytes)))
        guard case .refusal(let refusal)? = answer.first else {
            Issue.record("\(answer)")
            return
        }
        #expect(refusal.code == .busy)
        #expect(refusal.detail == "disk-full")
        #expect(try world.head() == head)
        try world.expectHealthy()
        try limit(1 << 30)
        #expect(try device.push(segment).verdicts.areAdmitted)
        try world.expectHealthy()
    }

    @Test func aClaimedTimeOutsideTheBoundsIsDoubted() {
        let (contact, now): (Milliseconds, Milliseconds) = (1_000_000, 2_000_000)
        func time(_ claimed: Milliseconds) -> EffectiveTime {
            EffectiveTime(claimed: claimed, previousContact: contact, now: now)
        }
        #expect(time(1_500_000) == EffectiveTime(known: 1_500_000))
        #expect(time(now + 2_000) == EffectiveTime(known: now))
        #expect(time(now + 2_001).isDoubtful)
        #expect(time(now + 2_001).at == now)
        #expect(time(contact - 30_000).at == contact - 30_000)
        #expect(time(contact - 30_001).isDoubtful)
        #expect(time(.min).at == now)
        #expect(time(.max).at == now)
    }
}
