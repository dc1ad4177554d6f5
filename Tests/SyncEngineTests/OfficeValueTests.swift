import SyncProtocol
import Testing

@testable import SyncEngine

@Suite struct CellClocksTests {
    static func clock(_ sequence: UInt64, _ device: UInt64 = 7, at: Milliseconds = -1) -> CellClock
    {
        CellClock(sequence: Sequence(sequence), device: DeviceID(rawValue: device)!, at: at)
    }

    @Test func bytesGoThereAndBack() {
        var clocks = CellClocks()
        #expect(CellClocks(bytes: clocks.bytes) == clocks)
        for column in [UInt16(9), 1, 300, 2, 60] {
            clocks[ColumnID(column)] = Self.clock(UInt64(column) % 3, at: Int64.min + Int64(column))
        }
        #expect(CellClocks(bytes: clocks.bytes) == clocks)
        clocks[ColumnID(9)] = Self.clock(.max, (1 << 62) - 1, at: .max)
        #expect(CellClocks(bytes: clocks.bytes) == clocks)
    }

    @Test func aRowWrittenOnceTakesOneClock() {
        var clocks = CellClocks()
        for column in 1...12 { clocks[ColumnID(UInt16(column))] = Self.clock(1_000, at: 1 << 40) }
        #expect(clocks.bytes.count < 32)
    }

    @Test func damagedBytesAreNoClocks() {
        var clocks = CellClocks()
        for column in 1...5 { clocks[ColumnID(UInt16(column))] = Self.clock(UInt64(column)) }
        let bytes = clocks.bytes
        for count in 0..<bytes.count { #expect(CellClocks(bytes: Array(bytes[..<count])) == nil) }
        #expect(CellClocks(bytes: bytes + [0]) == nil)
        #expect(CellClocks(bytes: Array(repeating: 0xFF, count: 40)) == nil)
        // A sequence of 65 bits.
        let long = [UInt8](repeating: 0x80, count: 9) + [2]
        #expect(CellClocks(bytes: [1] + long + [7, 0, 1, 1]) == nil)
    }

    @Test func itTellsWhatChangedSinceASequence() {
        var clocks = CellClocks()
        for column in 1...5 { clocks[ColumnID(UInt16(column))] = Self.clock(UInt64(column)) }
        #expect(clocks.columns(after: Sequence(3)) == [ColumnID(4), ColumnID(5)])
        clocks[ColumnID(5)] = nil
        #expect(clocks.columns(after: Sequence(3)) == [ColumnID(4)])
        let own = DeviceID(rawValue: 7)!
        #expect(clocks.newestWrite(after: .zero, notBy: own) == nil)
        #expect(clocks.newestWrite(after: .zero, notBy: .office)?.sequence == Sequence(4))
    }
}

@Suite struct EpochHistoryTests {
    static let (a, b, c, lost) = (Epoch(1), Epoch(2), Epoch(3), Epoch(99))
    static let history = EpochHistory([
        .init(epoch: a, start: Sequence(1), agreed: .zero, lost: .unknown),
        .init(epoch: b, start: Sequence(11), agreed: Sequence(10), lost: a),
        .init(epoch: c, start: Sequence(31), agreed: Sequence(20), lost: lost),
    ])

    @Test func eachSequenceHasItsEpoch() {
        #expect(Self.history.epoch(at: Sequence(1)) == Self.a)
        #expect(Self.history.epoch(at: Sequence(10)) == Self.a)
        #expect(Self.history.epoch(at: Sequence(11)) == Self.b)
        #expect(Self.history.epoch(at: Sequence(31)) == Self.c)
        #expect(Self.history.current == Self.c)
    }

    @Test(arguments: [
        (1, 5, 5), (1, 10, 10), (1, 11, 10), (1, 500, 10), (2, 15, 15), (2, 25, 20), (3, 40, 40),
        (77, 5, 5), (77, 40, 10),
    ])
    func aBasisIsCappedWhereItsEpochEnded(epoch: UInt64, sequence: UInt64, seen: UInt64) {
        let basis = Basis(epoch: Epoch(epoch), sequence: Sequence(sequence))
        #expect(Self.history.seen(basis) == Sequence(seen))
    }

    @Test func ofAStrangeEpochNothingWasSeenWhenThereIsOnlyOne() {
        let young = EpochHistory([
            .init(epoch: Self.a, start: Sequence(1), agreed: .zero, lost: .unknown)
        ])
        #expect(young.seen(Basis(epoch: Self.lost, sequence: Sequence(4))) == .zero)
        #expect(young.isNews(Self.lost))
        #expect(young.isNews(Self.a))
    }

    @Test func aLossIsNewsOnce() {
        #expect(!Self.history.isNews(Self.a))
        #expect(!Self.history.isNews(Self.b))
        #expect(!Self.history.isNews(Self.lost))
        #expect(Self.history.isNews(Self.c))
        #expect(Self.history.isNews(Epoch(55)))
    }
}

@Suite struct SegmentOrderTests {
    static let (one, two) = (Hash256(of: [1]), Hash256(of: [2]))

    static func order(
        first: UInt64, count: Int = 2, hash: Hash256 = one, previous: Hash256 = .zero,
        expected: UInt64 = 1, last: Hash256 = .zero, remembered: SegmentOrder.Remembered? = nil
    ) -> SegmentOrder {
        let header = SegmentHeader(
            deployment: DeploymentID(1), device: .derived, first: ChangeNumber(first),
            count: count, previous: previous)
        return SegmentOrder(
            of: header, hash: hash, expected: ChangeNumber(expected), last: last,
            remembered: remembered)
    }

    @Test func numbersAndHashesTellWhereASegmentBelongs() {
        let known = SegmentOrder.Remembered(first: .first, count: 2, hash: Self.one)
        #expect(Self.order(first: 1) == .next)
        #expect(Self.order(first: 3) == .gap(expected: .first))
        #expect(Self.order(first: 1, expected: 3, last: Self.one, remembered: known) == .known)
        #expect(
            Self.order(first: 1, hash: Self.two, expected: 3, last: Self.one, remembered: known)
                == .fork)
        #expect(
            Self.order(first: 1, count: 3, expected: 3, last: Self.one, remembered: known)
                == .fork)
        #expect(Self.order(first: 2, expected: 3, last: Self.one) == .fork)
        #expect(Self.order(first: 3, previous: Self.one, expected: 3, last: Self.one) == .next)
        #expect(Self.order(first: 3, previous: Self.two, expected: 3, last: Self.one) == .fork)
    }
}

@Suite struct ValueCheckTests {
    static let table = TableSchema(
        id: TableID(20), name: "thing", scope: .shared,
        columns: [
            ColumnSchema(1, "text", .text, required: true, byteCountMax: 4),
            ColumnSchema(2, "integer", .integer), ColumnSchema(3, "real", .real),
            ColumnSchema(4, "flag", .boolean), ColumnSchema(5, "row", .row(nil)),
            ColumnSchema(6, "wall", .wall), ColumnSchema(7, "date", .date),
            ColumnSchema(8, "choice", .choice(["a", "å"])), ColumnSchema(9, "blob", .blob),
        ])

    static let cases: [(UInt16, Value, String?)] = [
        (1, .text("abcd"), nil), (1, .text("abcde"), "longer than 4 bytes"),
        (1, .text("ååå"), "longer than 4 bytes"), (1, .text("a\0"), "NUL"),
        (1, .null, "required"), (1, .text("a\u{30A}"), "not NFC"), (1, .text("å"), nil),
        (1, .integer(1), "type"), (2, .integer(.min), nil), (2, .real(1), "type"), (2, .null, nil),
        (3, .real(1), nil), (3, .real(.infinity), "type"), (4, .integer(1), nil),
        (4, .integer(2), "type"), (5, .blob([1]), "type"),
        (5, .row(RowID(timestamp: .zero, device: .office)), nil),
        (6, .text("2027-03-16T17:00"), nil), (6, .text("2027-03-16 17:00"), "type"),
        (6, .text("2027-13-16T17:00"), "type"), (6, .text("2027-03-16T24:00"), "type"),
        (7, .text("2027-03-31"), nil), (7, .text("2027-03-32"), "type"),
        (7, .text("2027-3-1"), "type"), (8, .text("å"), nil), (8, .text("b"), "type"),
        (8, .text("a\u{30A}"), "type"), (9, .blob([0]), nil), (9, .text("x"), "type"),
        (59, .text("x"), nil), (60, .text("x\0"), "NUL"), (61, .text("x"), "no column"),
        (60, .blob(Array(repeating: 7, count: 32_769)), "longer than 32768 bytes"),
    ]

    @Test(arguments: 0..<cases.count)
    func aColumnHoldsWhatItsTypeAllows(index: Int) {
        let (column, value, problem) = Self.cases[index]
        let check = ValueCheck { !$0.unicodeScalars.contains("\u{30A}") }
        let row = RowID(timestamp: .zero, device: .office)
        let change = Change(
            .update, table: Self.table.id, row: row, cells: [Cell(ColumnID(column), value)])
        #expect(check.refusal(of: change, in: Self.table)?.detail == problem)
    }
}

@Suite struct OfficeSessionTests {
    static func opened() -> OfficeSession {
        var session = OfficeSession(now: 0)
        session.greeted(now: 0)
        return session
    }

    static let hello = Hello(
        versions: 1...1, deployment: DeploymentID(1), device: .derived, schemaVersion: 1,
        cursor: .unknown, receipt: .unknown, nextNumber: .first, lastSegment: .zero, scopes: [],
        clock: 0)

    @Test func helloComesFirstAndOnce() {
        var session = OfficeSession(now: 0)
        let pull = Message.pull(Pull(after: .zero, isResumed: false, isLive: false))
        #expect(
            session.received(pull, now: 0)
                == [.send(.refusal(.init(.outOfOrder, detail: "pull"))), .close])
        #expect(session.received(.hello(Self.hello), now: 0) == [])
        var other = OfficeSession(now: 0)
        #expect(other.received(.hello(Self.hello), now: 0) == [.greet(Self.hello)])
        other.greeted(now: 0)
        #expect(
            other.received(.hello(Self.hello), now: 0)
                == [.send(.refusal(.init(.outOfOrder, detail: "hello"))), .close])
    }

    @Test func whoSaysNothingIsLetGo() {
        var session = OfficeSession(now: 1_000)
        #expect(session.deadline == 11_000)
        #expect(session.deadlineReached(now: 10_999) == [])
        #expect(session.deadlineReached(now: 11_000).last == .close)
        #expect(session.deadline == nil)
    }

    @Test func aClockThatIsSetBackDoesNotMakeSilenceLast() {
        var session = OfficeSession(now: 500_000)
        session.greeted(now: 500_000)
        #expect(session.deadlineReached(now: 560_000) == [])
        #expect(session.deadlineReached(now: 100_000) == [])
        #expect(session.deadline == 160_000, "half of the time was over")
        #expect(session.deadlineReached(now: 159_999) == [])
        #expect(session.deadlineReached(now: 160_000).last == .close)
    }

    @Test func aLiveSessionIsAskedBeforeItIsLetGo() {
        var session = Self.opened()
        session.reachedCheckpoint(isLive: true, now: 0)
        #expect(session.isLive)
        #expect(session.deadlineReached(now: 30_000) == [.send(.ping)])
        #expect(session.received(.pong, now: 40_000) == [])
        #expect(session.deadline == 70_000)
        #expect(session.deadlineReached(now: 70_000) == [.send(.ping)])
        #expect(session.deadlineReached(now: 100_000).last == .close)
    }

    @Test func strangeKindsArePassedOver() {
        var session = Self.opened()
        #expect(session.received(.unknown(kind: 200), now: 0) == [])
        #expect(session.received(.ping, now: 0) == [.send(.pong)])
        #expect(session.received(.goodbye, now: 0) == [.close])
    }

    @Test func messagesOfTheOfficeAreOutOfOrder() {
        var session = Self.opened()
        let batch = Message.batch(Batch(through: .zero, rows: []))
        #expect(session.received(batch, now: 0).last == .close)
        #expect(session.isClosed)
    }
}

@Suite struct FanOutTests {
    @Test func aCommitConcernsThoseWhoHoldItsScopes() {
        let (a, b) = (
            RowID(timestamp: .zero, device: .office), RowID(timestamp: .zero, device: .derived)
        )
        var fan = FanOut()
        fan.hold([.shared, .row(a)], by: 3)
        fan.hold([.shared, .office, .allRows], by: 1)
        fan.hold([.shared, .row(b)], by: 2)
        #expect(fan.sessions(touchedBy: [.row(a)]) == [1, 3])
        #expect(fan.sessions(touchedBy: [.row(b)]) == [1, 2])
        #expect(fan.sessions(touchedBy: [.shared]) == [1, 2, 3])
        #expect(fan.sessions(touchedBy: [.office]) == [1, 2, 3])
        #expect(fan.sessions(touchedBy: []) == [])
        fan.forget(1)
        #expect(fan.sessions(touchedBy: [.row(a)]) == [3])
    }
}
