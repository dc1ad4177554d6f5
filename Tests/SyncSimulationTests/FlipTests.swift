import GRDB
import Testing

@testable import SyncSimulation

/// A few bits that turn over; `feltbog-sim flip` turns one of every byte.
@Suite struct FlipTests {
    static let flips = 40

    @Test(arguments: FlipScenario.all.map(\.name))
    func noBitBreaksAPromise(name: String) throws {
        let scenario = try #require(FlipScenario.all.first { $0.name == name })
        let sweep = try FlipSweep(scenario)
        // An odd stride meets other parts of each page.
        let stride = max(sweep.byteCount / Self.flips, 1) | 1
        var tally = FlipTally(scenario: name)
        for offset in Swift.stride(from: stride / 2, to: sweep.byteCount, by: stride) {
            tally.add(sweep.flip(offset))
        }
        #expect(tally.violations == [])
        #expect(tally.flips >= Self.flips / 2)
        let ends = [tally.harmless, tally.mended, tally.reported, tally.unnoticed]
        #expect(ends.reduce(tally.violations.count, +) == tally.flips)
    }

    @Test(arguments: FlipScenario.all.map(\.name))
    func aFileThatDoesNotLookLikeOneOfSQLiteIsTold(name: String) throws {
        let scenario = try #require(FlipScenario.all.first { $0.name == name })
        let flip = try FlipSweep(scenario).flip(3)
        #expect(flip.place == "file header")
        #expect(flip.end == .reported)
        #expect(flip.kind == "open foreign-file")
    }

    @Test func theReplicaAtRestHasSomethingOfEverything() throws {
        let stage = try SweepStage(replicas: 2)
        try FlipScenario.replica.prepare(stage)
        let rested = try stage.rested()
        let queue = try DatabaseQueue(path: rested.disks[0].path("replica.db"))
        let questions = [
            "_staging", "_made", "_segment WHERE decided = 0", "_segment WHERE decided = 1",
            "_outbox WHERE state = 0", "_outbox WHERE state = 1", "_outbox WHERE state = 2",
            "_outbox WHERE state = 3", "note__committed", "outcome WHERE state = 'open'",
        ]
        for question in questions {
            let count = try queue.read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM \(question)")
            }
            #expect(count ?? 0 > 0, "\(question)")
        }
        try queue.close()
    }

    @Test func aPageIsNamedAfterItsTable() throws {
        let disk = SimulatedDisk(seed: 1)
        let path = disk.path("a.db")
        let queue = try DatabaseQueue(path: path)
        let roots = try queue.write { db in
            try db.execute(sql: "CREATE TABLE many (a); CREATE TABLE few (b)")
            for _ in 0..<400 { try db.execute(sql: "INSERT INTO many VALUES (zeroblob(100))") }
            return try GRDB.Row.fetchAll(db, sql: "SELECT name, rootpage FROM sqlite_master")
                .map { (name: $0[0] as String, page: $0[1] as Int) }
        }
        try queue.close()
        let size = try #require(disk.size("a.db"))
        let bytes = try #require(SimulatedFiles().start(of: path, count: size))
        let pages = PageMap(bytes, roots: roots)
        #expect(pages.place(of: 0) == "file header")
        #expect(pages.place(of: 100) == "sqlite_schema")
        #expect(pages.place(of: size - 1) == "many")
        let named = Set(Swift.stride(from: 0, to: size, by: 512).map(pages.place))
        #expect(named == ["file header", "sqlite_schema", "many", "few"])
    }
}
