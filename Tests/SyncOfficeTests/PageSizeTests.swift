import SyncProtocol
import Testing

@testable import SyncOffice

@Suite struct PageSizeTests {
    /// Texts of random letters hardly pack: three megabytes of them fit no frame.
    @Test func rowsThatHardlyPackComeInSmallerBatches() throws {
        let world = try World()
        let author = try world.device()
        var state: UInt64 = 7
        func letters(_ count: Int) -> String {
            let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789æø")
            return String(
                (0..<count).map { _ in
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return alphabet[Int(state >> 33) % alphabet.count]
                })
        }
        for _ in 0..<30 {
            let sets = (0..<50).map { _ in
                author.set(.event(author.newRow(), notes: letters(1_000)))
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
        #expect(batches.map(\.rows.count).reduce(0, +) >= 1_500)
    }
}
