package import SyncProtocol
internal import Synchronization

/// How a device's wall clock goes wrong.
package enum ClockModel: Hashable, Codable, Sendable {
    case right
    /// Gains this many milliseconds in a million.
    case drift(Int64)
    /// Any reading is off by up to this many milliseconds, either way.
    case noisy(Int64)
    /// The battery is empty: every world begins on 1 January 1970.
    case epoch1970
    case year2099
    /// Set wrong by this many milliseconds.
    case off(Int64)
}

/// A device's wall clock, which may be stepped.
package final class DeviceClock: Sendable {
    private struct State {
        var model: ClockModel
        var stepped: Milliseconds = 0
    }

    private let time: VirtualTime
    private let state: Mutex<State>

    package init(_ time: VirtualTime, _ model: ClockModel) {
        self.time = time
        self.state = Mutex(State(model: model))
    }

    /// Unix milliseconds, as this device believes.
    package var now: Milliseconds {
        let state = state.withLock { $0 }
        let truth = time.now
        let gone = truth - VirtualTime.start
        let reading: Milliseconds
        switch state.model {
        case .right: reading = truth
        case .drift(let rate): reading = truth + gone / 1_000_000 * rate
        case .noisy(let most):
            var noise = SeededRandom(seed: UInt64(bitPattern: truth))
            reading = truth + Milliseconds(noise.below(Int(2 * most + 1))) - most
        case .epoch1970: reading = gone
        case .year2099: reading = 4_070_908_800_000 + gone
        case .off(let by): reading = truth + by
        }
        return reading + state.stepped
    }

    /// Somebody sets the clock forward or back.
    package func step(_ milliseconds: Milliseconds) {
        state.withLock { $0.stepped += milliseconds }
    }

    /// The clock goes differently from now on.
    package func set(_ model: ClockModel) {
        state.withLock { $0 = State(model: model) }
    }
}
