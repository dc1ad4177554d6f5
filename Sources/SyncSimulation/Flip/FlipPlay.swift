internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica
internal import SyncSQLite

/// What people do with disks on which a bit may have turned over, and what they are told.
final class FlipPlay {
    struct Told: Hashable {
        /// A replica's number, `nil` for the office.
        let who: Int?
        let text: String
    }

    let stage: SweepStage
    let victim: Int?
    /// How many promises had been made before.
    let promisesBefore: Int
    /// What `doctor` says of the victim before anybody works; in ordinary life nobody asks.
    private(set) var asked: [String] = []
    /// In the order in which it was said, each thing once.
    private(set) var told: [Told] = []
    /// What syncs put right by themselves.
    private(set) var healed: [String] = []
    /// What no person can act on.
    private(set) var raw: [String] = []

    private static let day: [[SweepWork.Write]] = [
        [SweepWork.noteWithSecret, SweepWork.edit(500), SweepWork.wish(3)],
        [SweepWork.edit(600), SweepWork.noteWithSecret],
    ]

    init(_ stage: SweepStage, victim: Int?) {
        self.stage = stage
        self.victim = victim
        self.promisesBefore = stage.promises.count
    }

    /// Everybody opens, writes and syncs, till all that can be exchanged is.
    func run() {
        ask()
        for (index, writes) in Self.day.enumerated() {
            for write in writes {
                attempt(index, "write") { try stage.write(index, write) }
            }
        }
        for _ in 0..<3 {
            for index in stage.disks.indices { sync(index) }
        }
        examine()
    }

    /// A person who was told asks `doctor` to mend what it can.
    func mend() {
        guard let victim else { return }
        attempt(victim, "repair") { try stage.node(victim).repair() }
        for index in stage.disks.indices { sync(index) }
        sync(victim)
    }

    /// The code of an error that a person can act on; `nil` for one that should not have come so far.
    static func code(of error: any Error) -> String? {
        switch error {
        case let error as ReplicaError: error.code.rawValue
        case let error as OfficeError: error.code.rawValue
        case let error as StoreError: error.code.rawValue
        default: nil
        }
    }

    private func ask() {
        attempt(victim, "open") {
            if let victim { _ = try stage.node(victim) } else { _ = try stage.office }
        }
        do {
            asked = try findings(victim)
        } catch {
            if let code = Self.code(of: error) { asked = [code] } else { keepRaw(error, "doctor") }
        }
    }

    /// Each fault that `doctor` finds, by its code.
    private func findings(_ index: Int?) throws -> [String] {
        guard let index else {
            return try stage.office.core.doctor().filter { $0.severity == .fault }.map(\.code)
        }
        return try stage.node(index).doctor().map { String($0.prefix { $0 != " " }) }
    }

    private func examine() {
        for index in stage.disks.indices.map(Optional.some) + [nil] {
            attempt(index, "doctor") {
                for finding in try findings(index) { tell(index, "doctor \(finding)") }
            }
        }
    }

    private func sync(_ index: Int) {
        attempt(index, "sync") {
            switch try Exchange(stage).sync(index) {
            case .finished(let report): note(report, index)
            case .failed(.refused(let refusal)):
                tell(index, "sync refused \(refusal.code.rawValue) \(refusal.detail)")
            case .failed(let failure): tell(index, "sync failed \(failure)")
            case .cut: tell(index, "sync without an answer")
            }
        }
    }

    private func note(_ report: SyncReport, _ index: Int) {
        if report.scopesDiffering > 0 { tell(index, "sync scopes differ") }
        if report.repaired > 0 { healed.append("rows repaired") }
        if report.kept > 0 { healed.append("rows kept aside") }
        if report.epochChanged { healed.append("taken for an office that went back") }
        if report.reidentified { healed.append("taken for a copy") }
    }

    private func attempt(_ who: Int?, _ what: String, _ body: () throws -> Void) {
        do {
            try body()
        } catch {
            if let code = Self.code(of: error) {
                tell(who, "\(what) \(code)")
            } else {
                keepRaw(error, what)
            }
        }
    }

    private func keepRaw(_ error: any Error, _ what: String) {
        raw.append("\(what) throws \(type(of: error)) \(error)")
    }

    private func tell(_ who: Int?, _ text: String) {
        let new = Told(who: who, text: text)
        if !told.contains(new) { told.append(new) }
    }
}
