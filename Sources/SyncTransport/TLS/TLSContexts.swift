internal import NIOCore
internal import NIOSSL

/// The one place that says which TLS is spoken: 1.3 only, certificates on both sides, one application
/// protocol.
enum TLSContexts {
    static let applicationProtocol = "feltbog/1"

    static func client(keys: TransportKeys, settings: TransportSettings) throws -> NIOSSLContext {
        try NIOSSLContext(
            configuration: configuration(.makeClientConfiguration(), keys: keys, settings: settings)
        )
    }

    static func server(keys: TransportKeys, settings: TransportSettings) throws -> NIOSSLContext {
        let bare = TLSConfiguration.makeServerConfiguration(
            certificateChain: [], privateKey: .privateKey(keys.privateKey))
        return try NIOSSLContext(configuration: configuration(bare, keys: keys, settings: settings))
    }

    private static func configuration(
        _ bare: TLSConfiguration, keys: TransportKeys, settings: TransportSettings
    ) -> TLSConfiguration {
        var result = bare
        result.minimumTLSVersion = .tlsv13
        result.maximumTLSVersion = .tlsv13
        result.certificateChain = [.certificate(keys.certificate)]
        result.privateKey = .privateKey(keys.privateKey)
        result.applicationProtocols = [applicationProtocol]
        // A peer certificate is demanded; who it is, is decided by fingerprint in the verification callback
        // alone, so no authority is loaded.
        result.certificateVerification = .noHostnameVerification
        result.trustRoots = .certificates([])
        result.shutdownTimeout = .milliseconds(settings.closeMilliseconds)
        return result
    }
}
