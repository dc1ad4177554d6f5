import SyncProtocol
import Testing

@Suite struct InviteTests {
    private let invite = Invite(
        deployment: Samples.deployment, officeFingerprint: Hash256(of: [5]),
        addresses: ["kontor.example:7443", "192.0.2.7:7443"], secret: Array(100..<116),
        expires: 1_790_000_000_000)

    @Test func `an invite survives its text, typed in capitals and without hyphens`() throws {
        #expect(try Invite(text: invite.text) == invite)
        #expect(try Invite(text: " \(invite.text.uppercased())\n") == invite)
        let bare = "feltbog1-" + invite.text.dropFirst(9).filter { $0 != "-" }
        #expect(try Invite(text: bare) == invite)
    }

    @Test func `every mistyped, missing or swapped character is noticed`() {
        let characters = Array(invite.text)
        for index in characters.indices {
            var missing = characters
            missing.remove(at: index)
            if characters[index] != "-" || index < 9 {
                #expect(throws: WireError.self) { try Invite(text: String(missing)) }
            }
            for digit in "0123456789abcdefghjkmnpqrstvwxyz" where characters[index] != digit {
                var typed = characters
                typed[index] = digit
                #expect(throws: WireError.self) { try Invite(text: String(typed)) }
            }
            var swapped = characters
            guard index + 1 < characters.count, characters[index] != characters[index + 1],
                index >= 9, characters[index] != "-", characters[index + 1] != "-"
            else { continue }
            swapped.swapAt(index, index + 1)
            #expect(throws: WireError.self) { try Invite(text: String(swapped)) }
        }
    }
}
