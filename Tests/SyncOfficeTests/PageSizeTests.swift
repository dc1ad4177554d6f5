import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

@Suite struct PageSizeTests {
    /// Texts of random letters hardly pack: a megabyte and more of them fit no frame.
    @Test(arguments: StoreKind.all)
    func rowsThatHardlyPackComeInSmallerBatches(store: StoreKind) throws {
        let world = try World(on: store)
        let author = try world.device()
        var state: UInt64 = 7
        func letters(_ count: Int) -> String {
            let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-")
            return String(
                (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return alphabet[Int(state >> 33) % alphabet.count]
                })
        }
        for _ in 0..<40 {
            let sets = (0..<50).map { _ in
                author.set(.event(author.newRow(), notes: letters(900)))
            }
            try author.push(try author.seal(sets))
        }
        let reader = try world.device()
        reader.heard = []
        try reader.pull()
        let batches = reader.heard.compactMap { message in
            if case .batch(let batch) = message { batch } else { nil }
        }
        #expect(batches.count >= 2)
        #expect(batches.map(\.rows.count).reduce(0, +) >= 2_000)
    }

    /// Random bytes do not pack at all: 33 of these rows are a page, and no frame.
    @Test(arguments: StoreKind.all)
    func aBatchThatFitsNoFrameIsCutAgain(store: StoreKind) throws {
        let world = try World(on: store)
        let author = try world.device()
        let chance = Chance(7)
        for _ in 0..<8 {
            let sets = (0..<10).map { _ in
                let insert = Change.event(author.newRow())
                let bytes = (0..<32_000).map { _ in UInt8(truncatingIfNeeded: chance.next()) }
                return author.set(
                    Change(
                        .insert, table: insert.table, row: insert.row,
                        cells: insert.cells + [Cell(ColumnID(40), .blob(bytes))]))
            }
            #expect(try author.push(try author.seal(sets)).verdicts.areAdmitted)
        }
        let reader = try world.device()
        reader.heard = []
        try reader.pull()
        let batches = reader.heard.compactMap { message in
            if case .batch(let batch) = message { batch } else { nil }
        }
        #expect(batches.allSatisfy { $0.rows.count < 33 })
        #expect(reader.rows.keys.filter { $0.table == TestDomain.event.id }.count == 80)
        try world.expectHealthy()
    }
}
