import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

/// Deletions are remembered until every device has passed them, or was given up.
@Suite struct TombstoneTests {
    /// Two devices that have a row, and a third row that is in the way of nobody.
    private static func make(_ store: StoreKind) throws -> (World, TestDevice, TestDevice, RowID) {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row)), a.set(.event(a.newRow(), "Other")))
        for device in [a, b] { for _ in 0..<2 { _ = try device.sync() } }
        return (world, a, b, row)
    }

    @Test(arguments: StoreKind.all)
    func aDeletionIsForgottenOnceAllHavePassedIt(store: StoreKind) throws {
        let (world, a, b, row) = try Self.make(store)
        _ = try a.sync(a.set(.delete(TestDomain.event, row)))
        _ = try a.sync()
        #expect(try world.core.retireTombstones() == 0)
        #expect(try world.core.tombstones().count == 1)
        // The pull that brings it proves nothing yet; the next one does.
        _ = try b.sync()
        #expect(try world.core.retireTombstones() == 0)
        _ = try b.sync()
        try world.core.tick(now: world.now)
        #expect(try world.core.tombstones().isEmpty)
        #expect(b.rows[RowKey(TestDomain.event.id, row)] == nil)
        for device in [a, b] {
            device.hello()
            #expect(device.welcome?.marksConfirmed == true)
            try device.pull()
        }
        let late = try world.device()
        try late.pull()
        try a.pull()
        #expect(late.rows == a.rows)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func aDeviceThatWasGivenUpReloadsAndKeepsItsWork(store: StoreKind) throws {
        let (world, a, b, row) = try Self.make(store)
        let epoch = b.cursor.epoch
        let work = try b.seal([b.set(.event(b.newRow(), "Pending"))])
        let edit = try b.seal([b.set(.update(TestDomain.event, row, "title", .text("Late")))])
        b.hangUp()
        _ = try a.sync(a.set(.delete(TestDomain.event, row)))
        _ = try a.sync()
        #expect(try world.core.retireTombstones() == 0)
        try world.core.giveUp(b.id, now: world.now)
        #expect(try world.core.retireTombstones() == 1)
        #expect(try world.core.retireTombstones() == 0)
        try world.reopen()
        b.hello()
        #expect(b.welcome?.marksConfirmed == false)
        #expect(b.welcome?.epoch == epoch)
        #expect(b.welcome?.nextNumber == work.header.first)
        #expect(try b.push(work).verdicts.areAdmitted)
        #expect(try b.push(edit).verdicts.map(\.code) == ["row-gone"])
        try b.pull(after: .zero)
        #expect(b.rows[RowKey(TestDomain.event.id, row)] == nil)
        try a.pull()
        #expect(a.rows == b.rows)
        #expect(world.core.findings.isEmpty)
        // It counts again.
        #expect(try world.core.deviceRecords().allSatisfy { $0.givenUpAt == nil })
        b.hello()
        #expect(b.welcome?.marksConfirmed == true)
        try world.expectHealthy()
    }

    /// Otherwise it would hold back its receipts, and keep what was deleted.
    @Test(arguments: StoreKind.all)
    func aDeviceThatIsOnlyTooOldIsToldSoByItsOwnEpoch(store: StoreKind) throws {
        let (world, a, b, row) = try Self.make(store)
        let other = try world.device()
        try world.backUp()
        try other.push(other.set(.event(other.newRow(), "Lost")))
        other.hangUp()
        try world.restore()
        other.hello()
        #expect(other.welcome?.marksConfirmed == false)
        other.hangUp()
        _ = try a.sync(a.set(.delete(TestDomain.event, row)))
        _ = try a.sync()
        for device in [b, other] { try world.core.giveUp(device.id, now: world.now) }
        #expect(try world.core.retireTombstones() == 1)
        b.hello()
        #expect(b.welcome?.marksConfirmed == false)
        #expect(b.welcome?.epoch == b.cursor.epoch)
        #expect(a.cursor.epoch != b.cursor.epoch)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func nothingIsForgottenWhileADeviceHasNotPulledAndForRevokedOnesNobodyWaits(
        store: StoreKind
    ) throws {
        let (world, a, b, row) = try Self.make(store)
        let fresh = try world.device()
        _ = try a.sync(a.set(.delete(TestDomain.event, row)))
        for device in [a, b] { for _ in 0..<2 { _ = try device.sync() } }
        #expect(try world.core.retireTombstones() == 0)
        try world.core.revoke(fresh.id, now: world.now)
        #expect(try world.core.retireTombstones() == 1)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func aSessionIsStillToldOfWhatItHasNotPassed(store: StoreKind) throws {
        let (world, a, b, row) = try Self.make(store)
        b.hello()
        _ = try a.sync(a.set(.delete(TestDomain.event, row)))
        _ = try a.sync()
        try world.core.giveUp(b.id, now: world.now)
        #expect(try world.core.retireTombstones() == 0)
        try b.pull()
        #expect(b.rows[RowKey(TestDomain.event.id, row)] == nil)
        b.hangUp()
        #expect(try world.core.retireTombstones() == 0, "it is waited for again")
        _ = try b.sync()
        #expect(try world.core.retireTombstones() == 1)
        try world.expectHealthy()
    }

    /// It kept the batches and not the checkpoint.
    private static func givenUpInItsFirstPull(_ world: World) throws -> TestDevice {
        let fresh = try world.device()
        fresh.hello()
        try fresh.pull()
        (fresh.cursor, fresh.receipt) = (.unknown, .unknown)
        fresh.hangUp()
        try world.core.giveUp(fresh.id, now: world.now)
        return fresh
    }

    @Test(arguments: StoreKind.all)
    func oneThatWasGivenUpInItsFirstPullBeginsAnew(store: StoreKind) throws {
        let (world, a, b, row) = try Self.make(store)
        let fresh = try Self.givenUpInItsFirstPull(world)
        _ = try a.sync(a.set(.delete(TestDomain.event, row)))
        for device in [a, b] { for _ in 0..<2 { _ = try device.sync() } }
        #expect(try world.core.retireTombstones() == 1)
        fresh.hello()
        #expect(fresh.welcome?.marksConfirmed == false)
        try fresh.pull(after: .zero)
        #expect(fresh.rows == a.rows)
        try world.expectHealthy()
    }

    /// Seed 844 of the even worlds: there was nothing yet that it could have missed.
    @Test(arguments: StoreKind.all)
    func oneThatWasGivenUpInItsFirstPullGoesOnWhileNothingIsForgotten(store: StoreKind) throws {
        let (world, _, _, _) = try Self.make(store)
        let fresh = try Self.givenUpInItsFirstPull(world)
        fresh.hello()
        #expect(fresh.welcome?.marksConfirmed == true)
        try world.expectHealthy()
    }
}
