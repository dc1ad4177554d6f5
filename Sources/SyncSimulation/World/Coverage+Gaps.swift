/// Which cells there are, and which of them a run has left empty.
extension Coverage {
    /// All cells that can be hit, in order.
    package static let possible: [Cell] = Step.Kind.allCases.flatMap { operation in
        State.allCases.flatMap { state in
            Fault.allCases.compactMap { fault in
                let cell = Cell(operation: operation, state: state, fault: fault)
                return cell.isPossible ? cell : nil
            }
        }
    }

    /// Possible cells that were never hit, in order.
    package var gaps: [Cell] { Self.possible.filter { cells[$0] == nil } }

    /// Of the possible cells of an operation in a state: how many were hit, how many there are.
    package func share(_ operation: Step.Kind, _ state: State) -> (hit: Int, of: Int) {
        let these = Self.possible.filter { $0.operation == operation && $0.state == state }
        return (these.count { cells[$0] != nil }, these.count)
    }
}

extension Coverage.Cell {
    /// A replica that is live has a session already: none can be begun. What is retried or discarded was
    /// returned before. A reply is lost to what was sealed, which it is until a session ends well. Programs are
    /// of two versions.
    var isPossible: Bool {
        switch (operation, state) {
        case (.sync, .live), (.cutSync, .live), (.loseReply, .live), (.goLive, .live): false
        case (.retry, .clean), (.discard, .clean): false
        case (.upgradeReplica, _) where fault == .schema: false
        case (_, .clean), (_, .pending), (_, .returned): fault != .lostReply
        default: true
        }
    }

    package var name: String { "\(operation.rawValue) \(state.rawValue) \(fault.rawValue)" }
}
