internal import SyncProtocol
internal import Synchronization

/// What happens to one connection, one event after another for its one worker.
final class Mailbox: Sendable {
    enum Event: Sendable {
        case frame(Frame)
        /// A commit may concern this connection.
        case woken
        /// Time has passed.
        case ticked
        /// The office stops.
        case stopping
        /// The peer closed, or the connection broke.
        case ended
    }

    private struct State {
        var frame: Frame?
        var isWoken = false
        var isTicked = false
        var isStopping = false
        var hasEnded = false
        var isAbandoned = false
        var worker: CheckedContinuation<Event, Never>?
        var reader: CheckedContinuation<Void, Never>?

        /// Frames first: what the peer sent before it went is still heard.
        mutating func take() -> Event? {
            if let next = frame {
                frame = nil
                return .frame(next)
            }
            if isStopping {
                isStopping = false
                return .stopping
            }
            if hasEnded { return .ended }
            if isWoken {
                isWoken = false
                return .woken
            }
            if isTicked {
                isTicked = false
                return .ticked
            }
            return nil
        }
    }

    private let state = Mutex(State())

    /// Waits for the next event. One caller at a time.
    func next() async -> Event {
        let event = await withCheckedContinuation { continuation in
            let (event, reader) = state.withLock { state in
                let event = state.take()
                if event == nil { state.worker = continuation }
                return (event, Self.freed(&state))
            }
            reader?.resume()
            if let event { continuation.resume(returning: event) }
        }
        return event
    }

    /// Hands over a frame; returns when there is room for the next. One caller at a time.
    func put(_ frame: Frame) async {
        change { $0.frame = frame }
        await withCheckedContinuation { continuation in
            let waits = state.withLock { state in
                guard state.frame != nil, !state.isAbandoned else { return false }
                state.reader = continuation
                return true
            }
            if !waits { continuation.resume() }
        }
    }

    func wake() { change { $0.isWoken = true } }

    /// - Returns: whether the worker has heard the tick before this one.
    func tick() -> Bool {
        let isHeard = state.withLock { !$0.isTicked }
        change { $0.isTicked = true }
        return isHeard
    }

    func stop() { change { $0.isStopping = true } }

    func end() { change { $0.hasEnded = true } }

    /// The worker is gone: nobody waits any longer.
    func abandon() {
        let reader = state.withLock { state in
            state.isAbandoned = true
            state.frame = nil
            return Self.freed(&state)
        }
        reader?.resume()
    }

    private func change(_ body: (inout State) -> Void) {
        let (worker, event, reader) = state.withLock { state in
            body(&state)
            guard let worker = state.worker, let event = state.take() else {
                return (
                    nil as CheckedContinuation<Event, Never>?, nil as Event?, Self.freed(&state)
                )
            }
            state.worker = nil
            return (worker, event, Self.freed(&state))
        }
        reader?.resume()
        if let worker, let event { worker.resume(returning: event) }
    }

    /// The reader, when there is room for a frame.
    private static func freed(_ state: inout State) -> CheckedContinuation<Void, Never>? {
        guard state.frame == nil || state.isAbandoned else { return nil }
        defer { state.reader = nil }
        return state.reader
    }
}
