import SyncTransport
import Testing

@Suite struct NetworkAddressTests {
    @Test(arguments: [
        ("office.example:80", "office.example", 80), ("192.0.2.7", "192.0.2.7", 7_433),
        ("[2001:db8::7]:9", "2001:db8::7", 9), ("2001:db8::7", "2001:db8::7", 7_433),
        ("localhost:0", "localhost", 0), ("[::1]", "::1", 7_433),
    ])
    func `Addresses are read as people write them`(text: String, host: String, port: Int) throws {
        let address = try #require(NetworkAddress(text))
        #expect(address == NetworkAddress(host: host, port: port))
        #expect(NetworkAddress(address.description) == address)
    }

    @Test(arguments: [
        "", ":80", "host:", "host:65536", "host:-1", "host:+1", "[::1", "[::1]x", "a b:1",
    ])
    func `What is no address is none`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }
}
