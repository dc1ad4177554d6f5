import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

/// Devices with a valid key that do what our program never does.
@Suite struct ForgeryTests {
    @Test(arguments: StoreKind.all)
    func nobodyMakesRowsInAnotherMembersName(store: StoreKind) throws {
        let world = try World(on: store)
        let (device, other) = (try world.device(role: "volunteer"), try world.device())
        let sibling = try world.enrol(device.member)
        // What the other is about to make cannot be taken from it.
        let theirs = other.newRow()
        #expect(try device.push(device.set(.task(theirs, "t"))).map(\.code) == ["not-allowed"])
        // Nor the second time, for another reason.
        #expect(try device.push(device.set(.task(theirs, "t"))).map(\.code) == ["not-allowed"])
        let office = RowID(timestamp: device.stamp, device: .office)
        #expect(try device.push(device.set(.task(office, "t"))).map(\.code) == ["not-allowed"])
        #expect(try other.push(other.set(.task(theirs, "t"))).areAdmitted)
        // Before it joined, a device has another id, which nobody knows.
        let early = RowID(timestamp: device.stamp, device: DeviceID(random: 99))
        #expect(try device.push(device.set(.task(early, "t"))).areAdmitted)
        #expect(try device.push(device.set(.task(sibling.newRow(), "t"))).areAdmitted)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func aSetNamesEachRowOnce(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let row = device.newRow()
        let twice: [[Change]] = [
            [.task(row, "a"), .task(row, "a")],
            [.task(row, "a"), .update(TestDomain.task, row, "title", .text("b"))],
            [.task(row, "a"), .delete(TestDomain.task, row)],
        ]
        for changes in twice {
            #expect(
                try device.push(device.set(changes[0], changes[1])).map(\.code)
                    == ["value-invalid"])
        }
        // The same id in two tables is two rows.
        #expect(try device.push(device.set(.task(row, "a"), .event(row))).areAdmitted)
        try world.expectHealthy()
    }

    /// A row of more columns than a table may have, or of more bytes than a frame holds, can be sent to nobody:
    /// everybody's sync would end there.
    @Test(arguments: StoreKind.all)
    func aRowCanAlwaysBeSent(store: StoreKind) throws {
        let world = try World(on: store)
        let (device, reader) = (try world.device(), try world.device())
        let row = device.newRow()
        try device.push(device.set(.event(row)))
        func write(_ columns: [UInt16], _ value: Value) throws -> [String?] {
            let cells = columns.map { Cell(ColumnID($0), value) }
            let change = Change(.update, table: TestDomain.event.id, row: row, cells: cells)
            return try device.push(device.set(change)).map(\.code)
        }
        func text(_ count: Int) -> Value { .text(String(repeating: "x", count: count)) }
        #expect(try write([61], .integer(1)) == ["value-invalid"])
        #expect(try write([65_535], .integer(1)) == ["value-invalid"])
        #expect(try write(Array(31...60), .integer(1)) == [nil])
        #expect(try write([40], text(40_000)) == [nil])
        #expect(try write([41], text(40_000)) == ["too-large"])
        #expect(try write([40], text(65_000)) == [nil])
        // In an outcome a blob stands in hexadecimal.
        #expect(
            try write([40], .blob(Array(repeating: 7, count: 40_000))) == ["value-invalid"])
        try reader.pull()
        #expect(reader.rows[RowKey(TestDomain.event.id, row)]?[ColumnID(60)] == .integer(1))
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func aRowThatStandsIsNotEditedByMakingItAgain(store: StoreKind) throws {
        let world = try World(on: store)
        let (boss, device) = (try world.device(), try world.device(role: "volunteer"))
        let row = device.newRow()
        try device.push(device.set(.task(row, "t")))
        try boss.pull()
        try boss.push(boss.set(.update(TestDomain.task, row, "title", .text("done"))))
        try device.pull()
        let edits: [Change] = [
            .update(TestDomain.task, row, "title", .text("mine")), .task(row, "mine"),
        ]
        for edit in edits {
            #expect(try device.push(device.set(edit)).map(\.code) == ["not-allowed"])
        }
        // A copy that makes what is there already is no edit.
        #expect(try device.push(device.set(.task(row, "done"))).areAdmitted)
        try boss.push(boss.set(.delete(TestDomain.task, row)))
        #expect(try device.push(device.set(.task(row, "mine"))).map(\.code) == ["not-allowed"])
        try world.expectHealthy()
    }
}
