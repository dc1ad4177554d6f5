internal import SyncProtocol
internal import Synchronization

/// Pushes of many connections that wait at the same time share one commit: while one batch is on its way to
/// the disk, the next gathers.
final class PushQueue: Sendable {
    private struct Waiting {
        let session: Int
        let push: Push
        let answer: CheckedContinuation<[OfficeAction], Never>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isDraining = false
    }

    private let state = Mutex(State())

    /// Returns once the push's verdicts are on disk.
    ///
    /// - Parameter admit: judges pushes in one commit; answers each, in order.
    func add(
        _ push: Push, of session: Int,
        admit: ([(session: Int, push: Push)]) -> [[OfficeAction]]
    ) async -> [OfficeAction] {
        await withCheckedContinuation { continuation in
            let leads = state.withLock { state in
                state.waiting.append(
                    Waiting(session: session, push: push, answer: continuation))
                defer { state.isDraining = true }
                return !state.isDraining
            }
            if leads { drain(admit) }
        }
    }

    private func drain(_ admit: ([(session: Int, push: Push)]) -> [[OfficeAction]]) {
        while let batch = take() {
            let answers = admit(batch.map { ($0.session, $0.push) })
            for (waiting, answer) in zip(batch, answers) {
                waiting.answer.resume(returning: answer)
            }
        }
    }

    /// How many segments one transaction takes at most.
    private static let batchMax = 64

    private func take() -> [Waiting]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            let batch = Array(state.waiting.prefix(Self.batchMax))
            state.waiting.removeFirst(batch.count)
            return batch
        }
    }
}
