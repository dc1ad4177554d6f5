import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncReplica

/// Random work on three replicas with random syncs, cuts and refusals ends equal everywhere, with nothing
/// lost; after every step each replica's rows are its committed images with its pending sets replayed on top
/// (what `doctor` recomputes).
@Suite struct RandomWorkTests {
    @Test(arguments: Array(UInt64(1)...12))
    func `replicas and office end equal`(seed: UInt64) throws {
        let world = try World()
        let office = FakeOffice()
        office.batchRows = 3
        var random = SplitMix(seed: seed)
        var refusals = SplitMix(seed: seed &+ 99)
        office.judge = { _ in
            switch refusals.next() % 10 {
            case 0: .returned(Reason(.notAllowed))
            case 1: .held(Reason(.notAllowed))
            default: nil
            }
        }
        let replicas = try (0..<3).map { try world.joined(office, "r\($0)") }
        for _ in 0..<60 {
            world.pass(Int64(random.next() % 5_000))
            let replica = replicas[Int(random.next() % 3)]
            switch random.next() % 8 {
            case 0: try replica.sync(office, cutAfter: Int(random.next() % 8))
            case 1: try replica.sync(office)
            default: try work(on: replica, &random)
            }
            #expect(try replica.doctor() == [])
        }
        for replica in replicas { try settle(replica, office) }
        for replica in replicas {
            #expect(try replica.sync(office).scopesDiffering == 0)
            #expect(try replica.doctor() == [])
            #expect(try content(replica) == content(office))
            #expect(try replica.status().sealed == 0)
        }
    }

    /// Held sets would stay drawn: here nobody decides them, so the office lets everything pass and the tray
    /// is retried until it is empty.
    private func settle(_ replica: Replica, _ office: FakeOffice) throws {
        office.judge = { _ in nil }
        try replica.sync(office)
        for entry in try replica.returned() { try replica.discard(entry.entry) }
        try replica.store.write { access in
            let held = try Outbox(db: access.db, schema: access.schema).entries(where: "state = 4")
            try LocalRebase(access: access).drop(held)
            try access.db.execute(sql: "UPDATE _outbox SET state = 5 WHERE state = 4")
        }
        try replica.sync(office)
    }

    private func work(on replica: Replica, _ random: inout SplitMix) throws {
        try replica.write { db in
            for _ in 0...(random.next() % 3) {
                let ids = try RowID.fetchAll(db, sql: "SELECT id FROM theme ORDER BY id")
                let kind = ids.isEmpty ? 0 : random.next() % 5
                let id = ids.isEmpty ? nil : ids[Int(random.next() % UInt64(ids.count))]
                let number = Int64(random.next() % 4)
                switch (kind, id) {
                case (1, let id?), (2, let id?):
                    try db.execute(
                        sql: "UPDATE theme SET points = ? WHERE id = ?", arguments: [number, id])
                case (3, let id?):
                    try db.execute(
                        sql: "UPDATE theme SET note = ?, name = name || ? WHERE id = ?",
                        arguments: ["n\(number)", "\(number)", id])
                case (4, let id?):
                    try db.execute(sql: "DELETE FROM theme WHERE id = ?", arguments: [id])
                default:
                    try db.execute(
                        sql: "INSERT INTO theme (id, name, points) VALUES (?, ?, ?)",
                        arguments: [try replica.makeRowID(db), "t\(number)", number])
                }
            }
        }
    }

    private func content(_ replica: Replica) throws -> [String] {
        try replica.read { db in
            try GRDB.Row.fetchAll(
                db, sql: "SELECT hex(id), name, points, note FROM theme ORDER BY id"
            )
            .map {
                "\($0[0] as String) \($0[1] as String) \($0[2] as Int64) \($0[3] as String? ?? "-")"
            }
        }
    }

    private func content(_ office: FakeOffice) -> [String] {
        office.books.rows.sorted { $0.key < $1.key }.compactMap { key, stored in
            guard let image = stored.image, key.table == TestDomain.theme.id else { return nil }
            let values = image.values
            return "\(key.row.description.uppercased()) \(values[0].text!) \(values[1].integer!) "
                + (values[2].text ?? "-")
        }
    }
}
