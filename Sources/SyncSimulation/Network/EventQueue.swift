internal import SyncProtocol

/// What will happen, earliest first; what is due at one moment happens in the order in which it was planned.
///
/// A binary heap: O(log n) each way.
struct EventQueue<Event> {
    private struct Planned {
        let time: Milliseconds
        let number: Int
        let event: Event

        func isBefore(_ other: Planned) -> Bool {
            (time, number) < (other.time, other.number)
        }
    }

    private var heap: [Planned] = []
    private var planned = 0

    var isEmpty: Bool { heap.isEmpty }

    var nextTime: Milliseconds? { heap.first?.time }

    mutating func plan(_ event: Event, at time: Milliseconds) {
        planned += 1
        heap.append(Planned(time: time, number: planned, event: event))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { break }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    /// The earliest event, when it is due by then.
    mutating func next(by end: Milliseconds) -> (time: Milliseconds, event: Event)? {
        guard let first = heap.first, first.time <= end else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (first.time, first.event)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && heap[child].isBefore(heap[least]) {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
