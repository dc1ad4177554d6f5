internal import SyncReplica
internal import Synchronization

/// `sync --watch`: stays on the line; comes back by itself, ever more patiently, when it breaks.
struct Watch: Sendable {
    private let notebook: Notebook

    /// The longest wait between attempts.
    private static let waitSecondsMax = 60

    init(_ notebook: Notebook) {
        self.notebook = notebook
    }

    /// Until interrupted.
    func run() async throws {
        Console.message(SyncPhrase.watching())
        let work = Task { try await loop() }
        let interrupts = Interrupts.start { work.cancel() }
        defer { interrupts.stop() }
        do {
            try await work.value
        } catch is CancellationError {
            Console.message(SyncPhrase.interrupted())
        }
    }

    private func loop() async throws {
        let failures = Mutex(0)
        while true {
            do {
                try await OfficeLine(notebook).stayLive { failures.withLock { $0 = 0 } }
            } catch let failure as Failure where failure.exit == .officeUnreachable {
                try Task.checkCancellation()
                Console.message(failure.sentence)
            }
            try Task.checkCancellation()
            let count = failures.withLock { count in
                count += 1
                return count
            }
            let longest = min(1 << min(count, 6), Self.waitSecondsMax)
            let seconds = Int(Random.word() % UInt64(longest)) + 1
            Console.message(SyncPhrase.retryIn(String(seconds)))
            try await Task.sleep(for: .seconds(seconds))
        }
    }
}
