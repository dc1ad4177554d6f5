/// All that a world is held to: one line each of the list of promises, built or waiting, so that none is
/// forgotten.
package enum Invariants {
    /// When a promise is looked at.
    package enum Moment: Hashable, Sendable {
        /// After every step.
        case step
        /// When everything that could be said was said.
        case rest
        /// By whoever runs worlds, not within one.
        case runner
    }

    /// One promise.
    package struct Invariant: Sendable {
        package let number: Int
        /// What a violation is called.
        package let name: String
        package let moment: Moment
        let make: (@Sendable (Record) -> any Checker)?

        init(
            _ number: Int, _ name: String, _ moment: Moment,
            _ make: (@Sendable (Record) -> any Checker)? = nil
        ) {
            self.number = number
            self.name = name
            self.moment = moment
            self.make = make
        }
    }

    /// A promise about something that is not built yet.
    package struct Waiting: Sendable {
        package let number: Int
        package let name: String
        package let reason: String
    }

    package static let all: [Invariant] = [
        Invariant(1, "durability", .step) { Durability($0) },
        Invariant(2, "exactly-once", .step) { ExactlyOnce($0) },
        Invariant(3, "device-order", .step) { DeviceOrder($0) },
        Invariant(4, "log-immutability", .step) { LogImmutability($0) },
        Invariant(5, "atomicity", .step) { Atomicity($0) },
        Invariant(6, "read-your-writes", .step) { ReadYourWrites($0) },
        Invariant(7, "causality", .step) { Causality($0) },
        Invariant(8, "convergence", .rest) { Convergence($0) },
        Invariant(9, "digest-truth", .step) { DigestTruth($0) },
        Invariant(10, "reference-model", .step) { ReferenceModel($0) },
        Invariant(11, "rights", .step) { Rights($0) },
        Invariant(12, "confidentiality", .step) { Confidentiality($0) },
        Invariant(13, "revocation", .rest) { Revocation($0) },
        Invariant(14, "double-booking", .step) { DoubleBooking($0) },
        Invariant(15, "resurrection", .step) { Resurrection($0) },
        Invariant(17, "nothing-dropped", .step) { NothingDropped($0) },
        Invariant(18, "blocked-queue", .step) { BlockedQueue($0) },
        Invariant(19, "bounded-clocks", .step) { BoundedClocks($0) },
        Invariant(20, "lock-out", .step) { LockOut($0) },
        Invariant(21, "single-identity", .step) { SingleIdentity($0) },
        Invariant(22, "epoch-safety", .step) { EpochSafety($0) },
        Invariant(24, "resources", .step) { Resources($0) },
        Invariant(25, "quiet", .rest) { Quiet($0) },
        Invariant(26, "liveness", .rest) { Liveness($0) },
        Invariant(27, "crash-transparency", .step) { CrashTransparency($0) },
        Invariant(28, "structure", .rest) { Structure($0) },
        Invariant(29, "determinism", .runner),
        Invariant(30, "audit", .step) { Audit($0) },
        Invariant(31, "upgrade", .step) { Upgrade($0) },
        Invariant(32, "metamorphic", .runner),
    ]

    package static let waiting = [
        Waiting(
            number: 16, name: "erasure",
            reason: "no command erases a person's data from logs and backups yet"),
        Waiting(
            number: 23, name: "relay-powerlessness",
            reason: "no device carries another's segments yet"),
    ]

    /// New checkers for one world, what they share first.
    package static func checkers() -> [any Checker] {
        let record = Record()
        // What tells best what is wrong speaks first.
        return [record] + speaking.map { $0(record) }
    }

    /// A narrower promise is asked before a wider one that it breaks as well.
    private static let speaking: [@Sendable (Record) -> any Checker] = {
        let wide: Set<String> = ["reference-model", "convergence", "liveness"]
        return all.filter { !wide.contains($0.name) }.compactMap(\.make)
            + all.filter { wide.contains($0.name) }.compactMap(\.make)
    }()
}
