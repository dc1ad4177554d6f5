internal import NIOCore
internal import SyncProtocol
internal import Synchronization

/// Which connections a listener has: counts them against the caps and ends them at shutdown.
final class ConnectionBook: Sendable {
    private struct State {
        var countByHost: [String: Int] = [:]
        var channels: [ObjectIdentifier: any Channel] = [:]
        var open: [ObjectIdentifier: WeakConnection] = [:]
        var isClosing = false
    }

    private struct WeakConnection: Sendable {
        weak var connection: TLSConnection?
    }

    private let settings: TransportSettings
    private let accepted: AsyncStream<any FrameConnection>.Continuation
    private let state = Mutex(State())

    init(
        settings: TransportSettings, accepted: AsyncStream<any FrameConnection>.Continuation
    ) {
        self.settings = settings
        self.accepted = accepted
    }

    var count: Int { state.withLock { $0.channels.count } }

    /// - Returns: false when there is no room, in all or for this host, or the listener is closing.
    func admit(_ channel: any Channel, from host: String) -> Bool {
        state.withLock { state in
            guard !state.isClosing, state.channels.count < settings.connectionsMax,
                state.countByHost[host, default: 0] < settings.connectionsPerAddressMax
            else { return false }
            state.countByHost[host, default: 0] += 1
            state.channels[ObjectIdentifier(channel)] = channel
            return true
        }
    }

    func opened(_ connection: TLSConnection, on channel: any Channel) {
        state.withLock {
            $0.open[ObjectIdentifier(channel)] = WeakConnection(connection: connection)
        }
        accepted.yield(connection)
    }

    func release(_ channel: any Channel, from host: String) {
        state.withLock { state in
            state.channels[ObjectIdentifier(channel)] = nil
            state.open[ObjectIdentifier(channel)] = nil
            let left = state.countByHost[host, default: 1] - 1
            state.countByHost[host] = left > 0 ? left : nil
        }
    }

    /// Lets nobody in any more and returns when all are out, at the latest after about the time given.
    func close(withinMilliseconds milliseconds: Int64) async {
        let (all, open) = state.withLock { state in
            state.isClosing = true
            return (state.channels, state.open)
        }
        accepted.finish()
        let end = NIODeadline.now() + .milliseconds(milliseconds)
        await withDiscardingTaskGroup { group in
            for (id, channel) in all {
                let connection = open[id]?.connection
                group.addTask { await self.end(channel, connection, at: end) }
            }
        }
    }

    private func end(
        _ channel: any Channel, _ connection: TLSConnection?, at end: NIODeadline
    ) async {
        let loop = channel.eventLoop
        let cut = loop.scheduleTask(deadline: end) { TLSPipeline.cut(channel) }
        guard let connection else {
            // Still shaking hands, or nobody holds it any more.
            TLSPipeline.cut(channel)
            try? await channel.closeFuture.get()
            return
        }
        while !(await connection.closeIfIdle(for: settings.idleMilliseconds)) {
            try? await loop.scheduleTask(in: .milliseconds(20)) {}.futureResult.get()
            if !channel.isActive { break }
        }
        try? await channel.closeFuture.get()
        cut.cancel()
    }
}
