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
