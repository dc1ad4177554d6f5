/// Which operations were done in which states under which faults: cells that stay empty were never tested.
package struct Coverage: Hashable, Sendable {
    /// What the replica had when the operation began.
    package enum State: String, Hashable, Codable, Sendable, CaseIterable {
        case clean, pending, sealed, returned, staged, live
    }

    /// What last went wrong there.
    package enum Fault: String, Hashable, Codable, Sendable, CaseIterable {
        case none, cut, lostReply = "lost-reply", partition, crash, power, restore, clone, clock,
            disk, schema
    }

    package struct Cell: Hashable, Sendable {
        package let operation: Step.Kind
        package let state: State
        package let fault: Fault
    }

    package private(set) var cells: [Cell: Int] = [:]

    package init() {}

    package mutating func add(
        _ operation: Step.Kind, _ state: State, _ fault: Fault, times: Int = 1
    ) {
        cells[Cell(operation: operation, state: state, fault: fault), default: 0] += times
    }

    package static func + (left: Coverage, right: Coverage) -> Coverage {
        var sum = left
        sum.cells.merge(right.cells, uniquingKeysWith: +)
        return sum
    }
}
