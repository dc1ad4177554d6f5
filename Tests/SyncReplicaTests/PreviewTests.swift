import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import SyncSQLite
import Testing

@testable import SyncReplica

@Suite struct PreviewTests {
    private let world: World
    private let office = FakeOffice()
    private let replica: Replica
    private let row: RowID

    init() throws {
        world = try World()
        replica = try world.joined(office)
        row = try replica.addTheme("A")
        try replica.sync(office)
    }

    private func preview() async throws -> Preview {
        let (near, far) = Pair.make()
        let session = office.connect()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            nonisolated(unsafe) let session = session
            group.addTask {
                while let frame = try await far.receive() {
                    try await far.send(try session.received(frame))
                }
            }
            let preview = try await replica.preview(over: near)
            try await group.waitForAll()
            return preview
        }
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: world.folder.path) }
    }

    private func note(_ text: String) {
        office.set(TestDomain.theme, row, [Cell(ColumnID(3), .text(text))])
    }

    @Test func `the office's rows come below the pending work, in a copy only`() async throws {
        try replica.execute("UPDATE theme SET note = 'mine', points = 4")
        note("theirs")
        let before = try replica.marks()
        let pushes = office.pushes
        do {
            let preview = try await preview()
            #expect(preview.isCurrent)
            #expect(
                try preview.collisions() == [
                    Collision(
                        entry: 2, table: TestDomain.theme.id, row: row, column: ColumnID(3),
                        own: .text("mine"), other: .text("theirs"), ending: .openConflict)
                ])
            let committed = try preview.replica.committed(TestDomain.theme.id, row)
            #expect(committed?["note"] == .text("theirs"))
            #expect(try preview.replica.one("SELECT note FROM theme") == "mine")
            #expect(try preview.replica.outbox().map(\.state) == [.pending])
        }
        #expect(office.pushes == pushes)
        #expect(try replica.marks() == before)
        #expect(try replica.outbox().map(\.state) == [.pending])
        #expect(try replica.committed(TestDomain.theme.id, row)?["note"] == .null)
        #expect(try !files.contains { $0.contains("preview") })
        #expect(try replica.sync(office).admitted == 1)
    }

    @Test func `nothing is a collision that nobody else wrote`() async throws {
        try replica.execute("UPDATE theme SET note = 'mine'")
        try replica.addTheme("B")
        office.set(TestDomain.theme, row, [Cell(ColumnID(2), .integer(7))])
        #expect(try await preview().collisions().isEmpty)
    }

    /// The verdict came, the rows of the set did not: they are its own.
    @Test func `own work that the office has already is no collision`() async throws {
        try replica.execute("UPDATE theme SET note = 'first'")
        try replica.sync(office, cutAfter: 2)
        #expect(try replica.outbox(openOnly: false).last?.isDrawn == true)
        try replica.execute("UPDATE theme SET note = 'second'")
        #expect(try await preview().collisions().isEmpty)
        note("theirs")
        #expect(try await preview().collisions().map(\.other) == [.text("theirs")])
    }

    /// The verdict came, no checkpoint after it: the set is drawn still, and the office never had its words.
    @Test func `own work that the office returned is nobody else's`() async throws {
        office.judge = { _ in .returned(Reason(.notAllowed)) }
        try replica.execute("UPDATE theme SET note = 'first'")
        try replica.sync(office, cutAfter: 2)
        #expect(try replica.outbox(openOnly: false).last?.isDrawn == true)
        try replica.execute("UPDATE theme SET note = 'second'")
        #expect(try await preview().collisions().isEmpty)
    }

    /// The office has a set whose verdict was lost: only a sync tells.
    @Test func `when the two do not agree on what the office has, nothing is taken`() async throws {
        try replica.execute("UPDATE theme SET note = 'mine'")
        try replica.sync(office, cutAfter: 1)
        note("theirs")
        let preview = try await preview()
        #expect(!preview.isCurrent)
        #expect(try preview.collisions().isEmpty)
        #expect(try preview.replica.committed(TestDomain.theme.id, row)?["note"] == .null)
    }

    @Test func `a sync goes on elsewhere: there is no preview, and no copy`() async throws {
        let lock = try replica.lockSessions()
        await #expect(throws: ReplicaError(.syncing, detail: replica.path)) { try await preview() }
        lock.unlock()
        #expect(try !files.contains { $0.contains("preview") })
    }

    @Test func `a copy that a killed process left goes with the next session`() throws {
        for ending in ["", "-wal", "-shm", ".lock", ".open"] {
            try Data([1]).write(to: world.folder.appending(path: "a.preview" + ending))
        }
        try replica.lockSessions().unlock()
        #expect(try !files.contains { $0.contains("preview") })
    }

    @Test func `a connection to another office ends it and leaves nothing`() async throws {
        let (near, _) = Pair.make(office: Hash256(of: [1]))
        let error = await #expect(throws: ReplicaError.self) {
            _ = try await replica.preview(over: near)
        }
        #expect(error?.code == .otherOffice)
        #expect(try !files.contains { $0.contains("preview") })
    }
}
