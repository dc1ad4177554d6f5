import SyncEngine
import SyncProtocol
import SyncReplica
import Testing

@testable import SyncSimulation

/// Each checker is silent in a good world and finds the bad one that is made for it.
@Suite struct CheckerTests {
    static let note = MadeUpWorld.note
    static let key = RowKey(NoteTable.id, note)

    /// What a bad world does after a good beginning, and the promise that it breaks.
    struct Bad: Sendable, CustomTestStringConvertible {
        let promise: String
        let happens: @Sendable (MadeUpWorld) -> Void

        init(_ promise: String, _ happens: @escaping @Sendable (MadeUpWorld) -> Void) {
            self.promise = promise
            self.happens = happens
        }

        var testDescription: String { promise }
    }

    @Test func aGoodWorldBreaksNothing() {
        let world = MadeUpWorld()
        world.round(0, MadeUpWorld.made())
        world.pull(1)
        world.round(1, MadeUpWorld.edit(Self.note, 1, 2), MadeUpWorld.edit(Self.note, 2, 3))
        world.greet(0)
        world.pull(0)
        world.round(0, Change(.delete, table: NoteTable.id, row: Self.note))
        world.pull(1)
        world.tell(.restarted(replica: 0, .process))
        world.tell(.officeRestarted(.power))
        world.tell(.healed)
        world.check()
        world.rest()
        world.pull(0)
        world.check()
        #expect(world.broken.isEmpty, "\(world.broken)")
    }

    /// Seed 44683: the identity that a copy was given in this session is revoked, not that of Hello.
    @Test func aRefusalIsOfTheIdentityThatTheSessionHasNow() {
        let world = MadeUpWorld()
        world.greet(1)
        let line = world.office.known[1]
        let new = DeviceID(rawValue: 9)!
        world.office.known.append(
            DeviceLine(
                device: new, member: line.member, copiedFrom: line.device, isRevoked: true))
        world.office.commit(.office, 0, at: world.officeNow, [], world.schema)
        world.say(1, .reidentified(Reidentified(device: new)))
        world.say(1, .refusal(Refusal(.revokedDevice)))
        #expect(world.broken.isEmpty, "\(world.broken)")
    }

    /// Seed 61137: old pushes are replayed while one of them waits for its first verdict.
    @Test func aReplaySaysNothingOfWhatTheAuthorHasSeen() throws {
        let world = MadeUpWorld()
        world.round(0, MadeUpWorld.made())
        world.pull(1)
        world.round(1, MadeUpWorld.edit(Self.note, 1, 2))
        world.greet(0)
        world.pull(0)
        world.write(0, MadeUpWorld.edit(Self.note, 1, 3))
        world.greet(0)
        let sets = world.push(0)
        let pushed = try #require(world.office.segments.first { $0.value.sets == sets })
        let hello = Hello(
            versions: 1...1, deployment: DeploymentID(1), device: world.people[0].id,
            schemaVersion: 1, cursor: .unknown, receipt: .unknown, nextNumber: .first,
            lastSegment: .zero, scopes: [], clock: world.officeNow)
        world.tell(.officeHears(session: 90, .hello(hello)))
        world.tell(.officeHears(session: 90, .push(Push(segment: pushed.key))))
        world.admit(0, sets)
        world.pull(0)
        world.pull(1)
        world.check()
        world.rest()
        #expect(world.broken.isEmpty, "\(world.broken)")
    }

    /// Seed 1000881: it is told again what it was told before the backup, and its member may do more since.
    @Test func aVerdictOutOfTheBackupIsNotJudgedAnew() throws {
        let world = MadeUpWorld(["lead", "reader"])
        let reader = world.office.known[1]
        world.write(1, MadeUpWorld.made(MadeUpWorld.row(600, by: reader.device)))
        world.greet(1)
        let sets = world.push(1)
        let verdict = Verdict.returned(Reason(.notAllowed, table: NoteTable.id))
        world.answer(1, sets[0].number, verdict)
        world.check()
        world.tell(.officeWentBack)
        let promotion = Change(
            .update, table: SystemTables.member.id, row: reader.member,
            cells: [Cell(ColumnID(2), .text("lead"))])
        world.office.commit(.office, 0, at: world.officeNow, [promotion], world.schema)
        world.greet(1)
        let pushed = try #require(world.office.segments.first { $0.value.sets == sets })
        world.tell(.officeHears(session: world.session(1), .push(Push(segment: pushed.key))))
        world.answer(1, sets[0].number, verdict)
        world.check()
        #expect(world.broken.isEmpty, "\(world.broken)")
    }

    /// Seed 63822: an image is put back, then a later one, whose set has the entry of one made meanwhile.
    @Test func aSetOfAnImageWasMadeWhereItSays() {
        let world = MadeUpWorld()
        world.round(0, MadeUpWorld.made())
        world.pull(1)
        let node = world.people[0]
        let early = (node.entries, node.rows, node.committedRows, node.at)
        world.write(0, MadeUpWorld.edit(Self.note, 1, 9))
        let late = (node.entries, node.rows, node.committedRows, node.at)
        world.check()
        (node.entries, node.rows, node.committedRows, node.at) = early
        world.tell(.wentBack(replica: 0))
        world.round(1, MadeUpWorld.edit(Self.note, 1, 2))
        world.pull(0)
        world.write(0, MadeUpWorld.edit(Self.note, 1, 3))
        world.check()
        (node.entries, node.rows, node.committedRows, node.at) = late
        world.tell(.wentBack(replica: 0))
        world.check()
        #expect(world.broken.isEmpty, "\(world.broken)")
    }

    /// Seed 1001393: it is restarted before anybody has looked at what its older image has.
    @Test func anImageHasNotLostWhatWasMadeAfterIt() {
        let world = MadeUpWorld()
        world.round(0, MadeUpWorld.made())
        let node = world.people[0]
        let image = (node.entries, node.rows, node.committedRows, node.at)
        world.write(0, MadeUpWorld.edit(Self.note, 1, 9))
        world.check()
        (node.entries, node.rows, node.committedRows, node.at) = image
        world.tell(.wentBack(replica: 0))
        world.tell(.restarted(replica: 0, .process))
        world.check()
        #expect(world.broken.isEmpty, "\(world.broken)")
    }

    /// Seed 67861: since the last look it was admitted, and forgotten because its clock is a year behind.
    @Test func aSetThatTheOfficeHasMayBeForgottenWhenItIsOld() {
        let world = MadeUpWorld()
        world.round(0, MadeUpWorld.made())
        world.write(0, MadeUpWorld.edit(Self.note, 1, 9))
        world.check()
        world.officeNow += 365 * 86_400_000
        world.greet(0)
        world.admit(0, world.push(0))
        world.pull(0)
        world.people[0].entries.removeLast()
        world.tell(.restarted(replica: 0, .process))
        world.check()
        #expect(world.broken.isEmpty, "\(world.broken)")
    }

    /// Seed 1027456: nothing tells copies apart whose clocks tell the same in the same moment.
    @Test(
        arguments: [(700, 0, 0, false), (700, 0, 1, true), (500, 1, 0, true)]
            as [(Milliseconds, UInt64, Milliseconds, Bool)])
    func copiesGiveOutOneRowIDOnlyWhenTheirClocksTellIt(
        milliseconds: Milliseconds, counter: UInt64, later: Milliseconds, isBroken: Bool
    ) throws {
        let world = MadeUpWorld()
        world.round(0, MadeUpWorld.made())
        world.pull(1)
        world.tell(.copied(original: 0, copy: 1))
        let start = Timestamp(milliseconds: milliseconds)
        let time = try #require(Timestamp(rawValue: start.rawValue + counter))
        let row = RowID(timestamp: time, device: world.people[0].id)
        world.write(0, MadeUpWorld.made(row))
        world.officeNow += later
        world.write(1, MadeUpWorld.made(row, [Cell(ColumnID(1), .integer(2))]))
        #expect(world.broken.contains("bounded-clocks") == isBroken)
    }

    /// Seed 187: it was written before the clock was set back, and nobody had looked since.
    @Test func anOfficesClockThatIsSetBackLeavesWhatWasWrittenBefore() {
        let world = MadeUpWorld()
        world.officeNow += 60_000
        world.office.commit(.office, 0, at: world.officeNow, [], world.schema)
        world.tell(.officeClockTurns)
        world.officeNow -= 60_000
        world.check()
        #expect(world.broken.isEmpty, "\(world.broken)")
    }

    @Test(arguments: bads)
    func aBadWorldIsFound(_ bad: Bad) {
        let world = MadeUpWorld()
        world.round(0, MadeUpWorld.made())
        world.pull(1)
        world.check()
        #expect(world.broken.isEmpty, "\(world.broken)")
        bad.happens(world)
        world.check()
        world.rest()
        #expect(world.broken.contains(bad.promise), "\(bad.promise) not in \(world.broken)")
    }

    @Test func everyCheckerHasABadWorld() {
        let found = Set((bads + officeBads + readerBads).map(\.promise))
        let built = Invariants.all.filter { $0.moment != .runner }.map(\.name)
        #expect(Set(built).subtracting(found).isEmpty)
    }

    @Test(arguments: officeBads)
    func aBadOfficeIsFound(_ bad: Bad) {
        let world = MadeUpWorld()
        world.round(0, MadeUpWorld.made())
        #expect(world.broken.isEmpty, "\(world.broken)")
        bad.happens(world)
        world.check()
        world.rest()
        #expect(world.broken.contains(bad.promise), "\(bad.promise) not in \(world.broken)")
    }

    @Test(arguments: readerBads)
    func aBadWordToAReaderIsFound(_ bad: Bad) {
        let world = MadeUpWorld(["lead", "reader"])
        world.round(0, MadeUpWorld.made())
        bad.happens(world)
        world.check()
        #expect(world.broken.contains(bad.promise), "\(bad.promise) not in \(world.broken)")
    }
}
