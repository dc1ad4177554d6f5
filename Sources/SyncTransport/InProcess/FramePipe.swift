internal import SyncProtocol
internal import Synchronization

/// One direction of an in-process pair: a bounded queue of frames with one writer and one reader.
final class FramePipe: Sendable {
    private struct State {
        var frames: [Frame] = []
        var taken = 0
        var bytes = 0
        var isClosed = false
        var reader: (id: UInt64, continuation: CheckedContinuation<Frame?, any Error>)?
        var writer: (id: UInt64, continuation: CheckedContinuation<Void, any Error>)?
        var cancelled: Set<UInt64> = []
        var lastID: UInt64 = 0

        mutating func newID() -> UInt64 {
            lastID += 1
            return lastID
        }

        mutating func next() -> Frame? {
            guard taken < frames.count else { return nil }
            let frame = frames[taken]
            taken += 1
            bytes -= frame.payload.count
            if taken == frames.count {
                frames.removeAll(keepingCapacity: true)
                taken = 0
            }
            return frame
        }
    }

    private let bytesMax: Int
    private let state = Mutex(State())

    init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    /// Queues the frames, one after the other as there is room for each.
    func send(_ frames: [Frame]) async throws {
        for frame in frames { try await send(frame) }
    }

    private func send(_ frame: Frame) async throws {
        try Task.checkCancellation()
        let id = state.withLock { $0.newID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation {
                (continuation: CheckedContinuation<Void, any Error>) in
                state.withLock { state in
                    precondition(state.writer == nil, "one writer at a time")
                    if state.isClosed {
                        continuation.resume(throwing: TransportError(.closed))
                    } else if state.cancelled.remove(id) != nil {
                        continuation.resume(throwing: CancellationError())
                    } else if let reader = state.reader {
                        state.reader = nil
                        reader.continuation.resume(returning: frame)
                        continuation.resume()
                    } else {
                        state.frames.append(frame)
                        state.bytes += frame.payload.count
                        if state.bytes < bytesMax {
                            continuation.resume()
                        } else {
                            state.writer = (id, continuation)
                        }
                    }
                }
            }
        } onCancel: {
            state.withLock { state in
                guard let writer = state.writer, writer.id == id else {
                    state.cancelled.insert(id)
                    return
                }
                state.writer = nil
                writer.continuation.resume(throwing: CancellationError())
            }
        }
    }

    /// The next frame; `nil` when the pipe is closed and empty.
    func receive() async throws -> Frame? {
        try Task.checkCancellation()
        let id = state.withLock { $0.newID() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { state in
                    precondition(state.reader == nil, "one reader at a time")
                    if state.cancelled.remove(id) != nil {
                        continuation.resume(throwing: CancellationError())
                    } else if let frame = state.next() {
                        if state.bytes < bytesMax, let writer = state.writer {
                            state.writer = nil
                            writer.continuation.resume()
                        }
                        continuation.resume(returning: frame)
                    } else if state.isClosed {
                        continuation.resume(returning: nil)
                    } else {
                        state.reader = (id, continuation)
                    }
                }
            }
        } onCancel: {
            state.withLock { state in
                guard let reader = state.reader, reader.id == id else {
                    state.cancelled.insert(id)
                    return
                }
                state.reader = nil
                reader.continuation.resume(throwing: CancellationError())
            }
        }
    }

    /// Nothing more goes in.
    ///
    /// - Parameter discarding: whether what is inside is of no use to the reader any more.
    func close(discarding: Bool) {
        state.withLock { state in
            state.isClosed = true
            if discarding {
                state.frames.removeAll()
                state.taken = 0
                state.bytes = 0
            }
            state.reader?.continuation.resume(returning: nil)
            state.reader = nil
            state.writer?.continuation.resume(throwing: TransportError(.closed))
            state.writer = nil
        }
    }
}
