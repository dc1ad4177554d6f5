/// What became of a program in which one planted bug was switched on.
package struct HuntResult: Hashable, Sendable, Codable {
    package enum End: Hashable, Sendable, Codable {
        /// A checker found it, at this seed.
        case found(promise: String, seed: UInt64)
        /// The process died of it.
        case died(signal: Int32)
        /// The time was over: a world did not come to an end, or there were too many.
        case hung
        /// All worlds kept every promise.
        case survived
        /// The program was used wrongly, or it does not have this bug: nothing is known.
        case unknown(String)
    }

    package let name: String
    package let end: End
    /// Worlds that were run; 0 when the process died.
    package let worlds: Int
    package let seconds: Double

    package init(name: String, end: End, worlds: Int, seconds: Double) {
        self.name = name
        self.end = end
        self.worlds = worlds
        self.seconds = seconds
    }

    /// What found it, in the words in which exhibits name their killers; `nil` when nothing did.
    package var killer: String? {
        switch end {
        case .found(let promise, _): promise
        case .died: "crash"
        case .hung: "hang"
        case .survived, .unknown: nil
        }
    }

    /// Whether one of those found it that should.
    package func isKilled(by killers: [String]) -> Bool {
        killer.map(killers.contains) ?? false
    }

    package var sentence: String {
        let time = "\((seconds * 10).rounded() / 10) s"
        return switch end {
        case .found(let promise, let seed):
            "killed by \(promise) at seed \(seed), \(worlds) worlds, \(time)"
        case .died(let signal): "killed by a crash (signal \(signal)), \(time)"
        case .hung: "not done in time: a world without end, or too many, \(time)"
        case .survived where worlds == 0: "NOT REACHED by any world"
        case .survived: "SURVIVED \(worlds) worlds, \(time)"
        case .unknown(let why): "NOT RUN: \(why)"
        }
    }
}
