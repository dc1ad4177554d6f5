import GRDB
import SyncSQLite
import Testing

@testable import SyncSimulation

/// What SQLite's promises are worth on a disk whose every call can fail.
@Suite struct DiskTests {
    @Test func aDatabaseOutlivesItsProcessWhole() throws {
        let disk = SimulatedDisk(seed: 1)
        let first = try open(disk)
        try insert(1...20, first)
        disk.restart(.process)
        #expect(throws: StoreError.self) { try insert(21...21, first) }
        #expect(try rows(open(disk)) == Array(1...20))
    }

    @Test(arguments: 1...40)
    func aPowerCutTakesNoCommittedTransaction(seed: UInt64) throws {
        let disk = SimulatedDisk(seed: seed)
        let first = try open(disk)
        for row in 1...12 { try insert(row...row, first) }
        if seed.isMultiple(of: 3) {
            try first.withoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
            try insert(13...13, first)
        }
        let expected = try rows(first)
        disk.restart(.power)
        let second = try open(disk)
        #expect(try rows(second) == expected)
        #expect(try check(second) == "ok")
    }

    @Test func aPowerCutTakesWhatWasNotSynced() throws {
        let ends = try (UInt64(1)...40).map { seed in
            let disk = SimulatedDisk(seed: seed)
            let first = try open(disk)
            try insert(1...1, first)
            disk.fail(.sync, with: .lie, repeats: true)
            try insert(2...2, first)
            disk.restart(.power)
            return try rows(open(disk)).count
        }
        #expect(Set(ends) == [1, 2])
    }

    @Test(arguments: [DiskFault.error, .full, .short, .torn, .dropped, .crash])
    func everyCallOfACommitMayFail(fault: DiskFault) throws {
        let template = SimulatedDisk(seed: 7)
        try insert(1...50, open(template))
        let calls: DiskCalls = fault == .dropped ? .sync : .all
        for nth in 1...500 {
            let disk = template.copy(seed: UInt64(nth))
            disk.fail(calls, nth: nth, with: fault)
            let isDone = (try? insert(51...60, open(disk))) != nil
            let isFired = disk.faults > 0
            disk.restart(nth.isMultiple(of: 2) ? .power : .process)
            let file = try open(disk)
            let count = try rows(file).count
            #expect(isDone ? count == 60 : [50, 60].contains(count), "call \(nth)")
            #expect(try check(file) == "ok")
            if !isFired { return }
        }
        Issue.record("the faults do not end")
    }

    @Test(arguments: 1...12)
    func aFileTornWhileItIsMadeIsMadeAgain(nth: Int) throws {
        for seed in UInt64(1)...8 {
            let disk = SimulatedDisk(seed: seed)
            disk.fail(.write, nth: nth, with: .torn)
            _ = try? open(disk)
            disk.restart(.process)
            try insert(1...1, open(disk))
        }
    }

    @Test func aFullDiskGoesOnWhenThereIsRoomAgain() throws {
        let disk = SimulatedDisk(seed: 3)
        let file = try open(disk)
        try insert(1...10, file)
        disk.setCapacity(40_000)
        let error = #expect(throws: StoreError.self) { try insert(11...4_000, file) }
        #expect(error?.code == .diskFull)
        #expect(try rows(file) == Array(1...10))
        disk.heal()
        try insert(11...12, file)
        #expect(try rows(file) == Array(1...12))
    }

    /// The pages of a failed sync are clean for Linux: the next sync does not write them.
    @Test func aFailedSyncMakesNothingDurableAfterwards() throws {
        let disk = SimulatedDisk(seed: 4)
        let path = disk.path("plain")
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE t (x)") }
        let durable = disk.size("plain", durable: true)
        disk.fail(.sync, with: .dropped)
        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "INSERT INTO t VALUES (zeroblob(9000))") }
        }
        #expect(disk.size("plain", durable: true) == durable)
    }

    /// Seed 1000240: what stood in the log before its gap hid the database once the power had failed.
    @Test(arguments: 1...20)
    func whatAFailedSyncLeftIsDurableBeforeItIsShown(seed: UInt64) throws {
        let disk = SimulatedDisk(seed: seed)
        let first = try open(disk)
        for row in 1...8 { try insert(row...row, first) }
        disk.fail(.sync, with: .dropped)
        #expect(throws: StoreError.self) { try insert(9...9, first) }
        disk.restart(.process)
        let second = try open(disk)
        try second.makeLogDurable()
        let shown = try rows(second)
        disk.restart(.power)
        let third = try open(disk)
        #expect(try rows(third) == shown)
        #expect(try check(third) == "ok")
    }

    @Test func connectionsOfOneProcessRespectEachOther() throws {
        let disk = SimulatedDisk(seed: 5)
        let (one, two) = (try open(disk), try open(disk))
        try insert(1...5, one)
        #expect(try rows(two) == Array(1...5))
        try two.write { db in
            try db.execute(sql: "INSERT INTO t VALUES (6, 'six')")
            #expect(throws: StoreError.self) { try insert(7...7, one) }
            #expect(try rows(one) == Array(1...5))
        }
        try insert(7...7, one)
        #expect(try rows(two) == Array(1...7))
    }

    @Test func aCopyIsADiskOfItsOwn() throws {
        let disk = SimulatedDisk(seed: 6)
        let file = try open(disk)
        try insert(1...3, file)
        let copy = disk.copy(seed: 8)
        try insert(4...4, file)
        let copied = try open(copy)
        #expect(try rows(copied) == [1, 2, 3])
        try insert(5...5, copied)
        #expect(try rows(file) == [1, 2, 3, 4])
        copy.replace(with: disk)
        #expect(try rows(open(copy)) == [1, 2, 3, 4])
    }

    @Test func aFlippedBitIsSeen() throws {
        let disk = SimulatedDisk(seed: 9)
        let file = try open(disk)
        try insert(1...400, file)
        try file.withoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try file.close()
        #expect(disk.flip("test.db", offset: 4_096 + 3, bit: 4))
        #expect(!disk.flip("test.db", offset: 1 << 30, bit: 4))
        let damaged = try open(disk)
        #expect((try? check(damaged)) != "ok")
    }

    @Test func theSameSeedGivesTheSameDisk() throws {
        func run(_ seed: UInt64) throws -> [Int] {
            let disk = SimulatedDisk(seed: seed)
            disk.fail(.all, inAMillion: 20_000)
            var done: [Int] = []
            for row in 1...30 {
                if (try? insert(row...row, open(disk))) != nil { done.append(row) }
                if row.isMultiple(of: 5) {
                    disk.restart(.power)
                    disk.fail(.all, inAMillion: 20_000)
                }
            }
            disk.heal()
            return done + [disk.count(.all), disk.faults] + (try rows(open(disk)))
        }
        #expect(try run(11) == run(11))
        #expect(try run(11) != run(12))
    }

    @Test func smallFilesAreOnTheDiskToo() throws {
        let disk = SimulatedDisk(seed: 10)
        let files = SimulatedFiles()
        let path = disk.path("office.mark")
        files.replace(path, with: [1, 2, 3])
        #expect(files.start(of: path, count: 2) == [1, 2])
        disk.fail(.write, with: .full)
        files.replace(path, with: [4])
        #expect(files.start(of: path, count: 9) == [1, 2, 3])
        files.remove(path)
        #expect(!files.exists(path))
        let (one, two) = (try files.lockFile(path), try files.lockFile(path))
        try one.lock(timeoutMilliseconds: 0)
        #expect(throws: StoreError.self) { try two.lock(timeoutMilliseconds: 0) }
        disk.restart(.process)
        try files.lockFile(disk.path("office.mark")).lock(timeoutMilliseconds: 0)
        #expect(throws: StoreError.self) { try one.lock(timeoutMilliseconds: 0) }
    }

    // MARK: Help

    private func open(_ disk: SimulatedDisk) throws -> DatabaseFile {
        let file = try DatabaseFile(
            path: disk.path("test.db"), files: SimulatedFiles(), applicationID: 17,
            mustExist: false, lockTimeoutMilliseconds: 0)
        try file.write { db in
            try db.execute(sql: "CREATE TABLE IF NOT EXISTS t (x INTEGER PRIMARY KEY, y TEXT)")
        }
        return file
    }

    private func insert(_ rows: ClosedRange<Int>, _ file: DatabaseFile) throws {
        try file.write { db in
            for row in rows {
                try db.execute(
                    sql: "INSERT INTO t VALUES (?, ?)",
                    arguments: [row, String(repeating: "å", count: 100)])
            }
        }
    }

    private func rows(_ file: DatabaseFile) throws -> [Int] {
        try file.read { try Int.fetchAll($0, sql: "SELECT x FROM t ORDER BY x") }
    }

    private func check(_ file: DatabaseFile) throws -> String? {
        try file.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    }
}
