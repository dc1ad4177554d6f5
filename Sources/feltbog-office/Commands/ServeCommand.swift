internal import ArgumentParser
internal import Logging
internal import ServiceLifecycle
internal import SyncOffice
internal import SyncSQLite
internal import SyncTransport
internal import UnixSignals

/// `feltbog-office serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: HelpText.serve())

    @OptionGroup var options: OfficeOptions

    @Option(help: ArgumentHelp(HelpText.listen(), valueName: "host:port"))
    var listen = "0.0.0.0:\(NetworkAddress.defaultPort)"

    @Option(
        name: .customLong("port-file"), help: ArgumentHelp(HelpText.portFile(), valueName: "path"))
    var portFile: String?

    @Option(help: ArgumentHelp(HelpText.grace(), valueName: "seconds"))
    var grace = 5

    @Flag(help: ArgumentHelp(HelpText.verbose()))
    var verbose = false

    func run() async throws {
        guard let wanted = NetworkAddress(listen) else {
            throw Failure(.usage, Sentence.badAddress(listen))
        }
        guard (0...3_600).contains(grace) else { throw Failure(.usage, Sentence.badGrace()) }
        let folder = options.folder
        let office = try folder.openOffice()
        defer { try? office.close() }
        let keys = try folder.keys()
        let lock = try FileLock(path: folder.servingPath)
        guard lock.tryLock() else {
            throw Failure(.dataUnusable, Sentence.alreadyServing(folder.path))
        }
        defer { lock.unlock() }
        let listener: TLSListener
        do {
            listener = try await TLSListener.bind(host: wanted.host, port: wanted.port, keys: keys)
        } catch let error as TransportError {
            throw Failure(.failed, Sentence.cannotListen("\(wanted)") + " (\(error.detail))")
        }
        let service = OfficeService(
            office: office, listener: listener, graceMilliseconds: Int64(grace) * 1_000,
            logger: makeLogger(verbose ? .debug : .notice),
            announce: { [portFile] in try Self.announce(listener.address, portFile) })
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: makeLogger(.warning)))
        defer { if let portFile { DurableFile.remove(portFile) } }
        try await group.run()
    }

    /// One line on standard output, and the port file: whoever sees either may connect.
    private static func announce(_ address: NetworkAddress, _ portFile: String?) throws {
        if let portFile {
            do {
                try DurableFile.write(Array("\(address.port)\n".utf8), to: portFile)
            } catch {
                throw Failure(.failed, Sentence.portFileFailed(portFile))
            }
        }
        Console.result("\(address)")
    }

    private func makeLogger(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "feltbog-office") { label in
            StreamLogHandler.standardError(label: label)
        }
        logger.logLevel = level
        return logger
    }
}
