@preconcurrency internal import Dispatch
internal import Glibc

/// Calls back at SIGINT and SIGTERM until stopped.
final class Interrupts: Sendable {
    private let sources: [any DispatchSourceSignal]

    private init(_ sources: [any DispatchSourceSignal]) {
        self.sources = sources
    }

    static func start(_ interrupted: @escaping @Sendable () -> Void) -> Interrupts {
        let sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { interrupted() }
            source.resume()
            return source as any DispatchSourceSignal
        }
        return Interrupts(sources)
    }

    func stop() {
        for source in sources { source.cancel() }
    }
}
