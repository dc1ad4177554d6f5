internal import NIOSSL

extension TransportError {
    /// What NIO or BoringSSL says, in this target's codes.
    ///
    /// - Parameters:
    ///   - inHandshake: whether TLS was not up yet.
    ///   - beforeFirstFrame: whether the peer has said nothing yet. In TLS 1.3 a client has finished before
    ///     the server judges its certificate, so that a refusal may come this late.
    init(translating error: any Error, inHandshake: Bool, beforeFirstFrame: Bool) {
        if let error = error as? TransportError {
            self = error
        } else if inHandshake || (beforeFirstFrame && error is BoringSSLError) {
            self.init(.refused, detail: "\(error)")
        } else {
            self.init(.closed, "The connection broke off.", detail: "\(error)")
        }
    }
}
