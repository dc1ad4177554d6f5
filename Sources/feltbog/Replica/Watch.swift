internal import SyncReplica
#if canImport(Glibc)
internal import Glibc
#endif

/// `sync --watch`: stays on the line; comes back by itself, ever more patiently, when it breaks.
struct Watch {
    private let notebook: Notebook

    /// The longest wait between attempts.
    private static let waitSecondsMax = 60.0

    init(_ notebook: Notebook) {
        self.notebook = notebook
    }

    /// Until interrupted.
    func run() async throws {
        Console.message(SyncPhrase.watching())
        let work = Task { try await loop() }
        signal(SIGINT, SIG_IGN)
        signal(SIGTERM, SIG_IGN)
        let interrupted = Interrupts.start { work.cancel() }
        defer { interrupted.stop() }
        do {
            try await work.value
        } catch is CancellationError {
            Console.message(SyncPhrase.interrupted())
            try notebook.tellPending()
        }
    }

    private func loop() async throws {
        var wait = 1.0
        while !Task.isCancelled {
            do {
                try await OfficeLine(notebook).stayLive { wait = 1.0 }
            } catch let failure as Failure where failure.exit == .officeUnreachable {
                if Task.isCancelled { break }
                Console.message(failure.sentence)
            }
            if Task.isCancelled { break }
            let seconds = (wait * Double.random(in: 0.75...1.25)).rounded(.up)
            Console.message(SyncPhrase.retryIn(String(Int(seconds))))
            try await Task.sleep(for: .seconds(seconds))
            wait = min(wait * 2, Self.waitSecondsMax)
        }
        throw CancellationError()
    }
}
