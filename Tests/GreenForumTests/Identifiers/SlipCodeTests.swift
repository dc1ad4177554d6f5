import GreenForum
import SyncProtocol
import Testing

@Suite struct SlipCodeTests {
    private static func row(_ milliseconds: Int64, _ device: UInt64 = 77) -> RowID {
        RowID(
            timestamp: Timestamp(milliseconds: milliseconds),
            device: DeviceID(rawValue: device) ?? .office)
    }

    @Test func `A code stays what it was when the slip was written`() throws {
        let row = try #require(RowID(hexadecimal: "0190a1b2c3d480008000000000000001"))
        #expect(SlipCode(for: row).description == "5NA4-97P2")
        #expect(SlipCode(for: row).rawValue < 1 << 40)
    }

    @Test func `A code is read back as written, in small letters, with spaces and look-alikes`() {
        for milliseconds in 0..<500 as Range<Int64> {
            let row = Self.row(1_800_000_000_000 + milliseconds)
            let code = SlipCode(for: row)
            let text = code.description
            #expect(text.utf8.count == 9)
            for spelled in [
                text, text.lowercased(), String(text.filter { $0 != "-" }),
                text.map(String.init).joined(separator: " "),
                text.replacing("0", with: "o").replacing("1", with: "l").replacing("V", with: "U"),
                text.replacing("0", with: "Ø").replacing("1", with: "I"),
            ] {
                #expect(SlipCode(parsing: spelled) == code)
            }
            #expect(code.matches(row))
        }
    }

    @Test(arguments: ["", "ABCD", "ABCD-EFGH-J", "ABCD-EF!H", "ABCD-EFGÅ", "🌱🌱🌱🌱🌱🌱🌱🌱"])
    func `What is no code is not taken for one`(text: String) {
        #expect(SlipCode(parsing: text) == nil)
    }

    @Test func `Neighbours are far apart and hardly ever share a code`() {
        var seen: Set<UInt64> = []
        var differing = 0
        var previous = SlipCode(for: Self.row(0)).rawValue
        for index in 0..<20_000 as Range<Int64> {
            let code = SlipCode(for: Self.row(1_800_000_000_000 + index / 4, 1 + UInt64(index % 4)))
            seen.insert(code.rawValue)
            differing += (code.rawValue ^ previous).nonzeroBitCount
            previous = code.rawValue
        }
        #expect(seen.count >= 19_998)
        #expect((19.0...21.0).contains(Double(differing) / 20_000))
    }
}
