internal import Logging
internal import ServiceLifecycle
internal import SyncOffice
internal import SyncProtocol
internal import SyncTransport

/// Serves devices until it is told to stop; then stops listening first and lets work end within a time.
struct OfficeService: Service {
    let office: Office
    let listener: TLSListener
    let graceMilliseconds: Int64
    let logger: Logger
    /// Tells the world that devices may connect. From here on a signal ends the run in good order.
    let announce: @Sendable () throws -> Void

    func run() async throws {
        for finding in try office.report().findings {
            logger.warning("\(finding.message)", metadata: ["finding": "\(finding.code)"])
        }
        try announce()
        logger.notice("listening", metadata: ["address": "\(listener.address)"])
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await listener.run { connection in await serve(connection) }
            }
            group.addTask {
                // Returns when told to stop; throws when the listener ended by itself.
                guard (try? await gracefulShutdown()) != nil else { return }
                logger.notice("stopping", metadata: ["connections": "\(listener.connectionCount)"])
                await listener.shutDown(withinMilliseconds: graceMilliseconds)
            }
            group.addTask { await tick() }
            await group.next()
            group.cancelAll()
        }
        logger.notice("stopped")
    }

    /// Rules have deadlines also while nobody is connected, and invites come from other processes.
    private func tick() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            do {
                try office.tick()
            } catch {
                logger.error("tick failed", metadata: ["error": "\(error)"])
            }
        }
    }

    private func serve(_ connection: any FrameConnection) async {
        let peer = "\(connection.peerFingerprint)".prefix(16)
        logger.debug("connected", metadata: ["key": "\(peer)"])
        await office.serve(connection)
        logger.debug("disconnected", metadata: ["key": "\(peer)"])
    }
}
