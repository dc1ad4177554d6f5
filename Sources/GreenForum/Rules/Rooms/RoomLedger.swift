internal import SyncEngine
internal import SyncProtocol

/// What is granted of one resource, by start: finds what lies near a time without a look at the rest.
struct RoomLedger {
    private let entries: [Entry]
    /// For each entry the latest end among it and all before it.
    private let latestEnds: [String]

    private struct Entry {
        let start: String
        let end: String
        let booking: Row
    }

    /// - Parameter bookings: of one resource; those that hold nothing are passed over.
    init(_ bookings: [Row]) {
        let entries = bookings.compactMap { booking -> Entry? in
            guard let start = booking[BookingTable.grantedStart].text,
                let end = booking[BookingTable.grantedEnd].text
            else { return nil }
            return Entry(start: start, end: end, booking: booking)
        }.sorted { $0.start < $1.start }
        var latest = ""
        self.latestEnds = entries.map { entry in
            latest = max(latest, entry.end)
            return latest
        }
        self.entries = entries
    }

    /// Bookings that start before `to` and end after `from`, wall times as the tables hold them.
    ///
    /// - Complexity: O(log n) and the bookings found, where none lasts much longer than the others.
    func bookings(from: String, to: String) -> [Row] {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].start < to { low = middle + 1 } else { high = middle }
        }
        var found: [Row] = []
        var index = low - 1
        while index >= 0, latestEnds[index] > from {
            if entries[index].end > from { found.append(entries[index].booking) }
            index -= 1
        }
        return found
    }
}
