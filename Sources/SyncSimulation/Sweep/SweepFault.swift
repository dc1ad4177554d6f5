/// How one call fails in a sweep, and what a person does then.
package enum SweepFault: String, Hashable, Sendable, CaseIterable {
    /// The call fails once.
    case error
    /// The disk is full from that call on, until a person makes room.
    case full
    /// A write stops halfway with an error.
    case short
    /// A write is torn and the process is gone.
    case torn
    /// The power fails: what was not synced is gone, in part or whole.
    case power
    /// A sync fails, and what it was to make durable never will be.
    case sync
    /// The process is killed.
    case crash

    var fault: DiskFault {
        switch self {
        case .error: .error
        case .full: .full
        case .short: .short
        case .torn: .torn
        case .power, .crash: .crash
        case .sync: .dropped
        }
    }

    var repeats: Bool { self == .full }

    /// Ways to go on. A process that lives may simply be used again.
    var aftermaths: [Aftermath] {
        switch self {
        case .error, .full, .short: [.goOn, .restart(.nothing)]
        case .torn, .crash: [.restart(.process)]
        case .power: [.restart(.power)]
        case .sync: [.goOn, .restart(.process), .restart(.power)]
        }
    }
}

/// What a person does after a fault.
package enum Aftermath: Hashable, Sendable {
    case goOn
    case restart(Loss)
}
