import Foundation
import Testing

/// Peers that connect and say nothing, or next to nothing, keep nobody honest waiting.
@Suite struct FloodTests {
    @Test func `200 silent and 20 dripping peers do not stop a client from syncing`() throws {
        let office = try Office(Folder())
        let ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "event", "add", "Møde", "--start", "2027-03-18 17:00", "--end", "19:00", "--status",
            "published")
        try ambassador.sync()
        let silent = (1...200).compactMap { _ in Loopback.connect(office.port) }
        #expect(silent.count == 200)
        let dripping = (1...20).compactMap { _ in Loopback.connect(office.port) }
        defer { for socket in silent + dripping { Foundation.close(socket) } }
        // The beginning of a TLS record that promises more, one byte at a time.
        let record: [UInt8] = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03]
        var fastest = Duration.seconds(3_600)
        for round in 0..<5 {
            for socket in dripping { _ = send(socket, [record[round]], 1, Int32(MSG_NOSIGNAL)) }
            try ambassador.signUp("Gæst \(round)")
            let begun = ContinuousClock.now
            try ambassador.sync(admitting: 1)
            fastest = min(fastest, ContinuousClock.now - begun)
        }
        // Waiting for any of them to be given up would take ten seconds every time.
        #expect(fastest < .seconds(8))
        // The office gives each of them up by itself.
        for socket in dripping + silent.prefix(5) {
            #expect(Loopback.isClosedByPeer(socket, seconds: 30))
        }
        try expectAgreement([ambassador], readers: [ambassador], office)
        try office.stop()
    }
}
