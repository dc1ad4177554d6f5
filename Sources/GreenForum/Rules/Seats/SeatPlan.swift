public import SyncEngine
public import SyncProtocol

/// Who gets a seat at one event, computed from all its sign-ups.
///
/// Pure: the same at the office, which acts on it, and in a replica, which shows it as a guess.
public struct SeatPlan {
    /// What changes for one sign-up.
    public struct Decision: Hashable, Sendable {
        public enum Verdict: Hashable, Sendable {
            case confirmed
            /// 1 is next.
            case waitlisted(position: Int)
            /// The party is larger than one sign-up may bring.
            case declined(partyMax: Int64)
            /// A confirmed party keeps its size: there is no room for a larger one.
            case partyStays(Int64)
        }

        public let signup: Row
        public let verdict: Verdict
    }

    /// What is to be done, in the order of the queue.
    public private(set) var decisions: [Decision] = []
    /// Who waits, first in line first.
    public private(set) var waitlist: [RowID] = []
    /// Seats given out, lent ones that are unused included.
    public private(set) var taken: Int64 = 0
    /// NULL: no limit.
    public let capacity: Int64?

    /// Seats that are left for the next; `nil` without a limit, negative when there are more people than seats.
    public var free: Int64? { capacity.map { $0 - taken } }

    private var unused: [RowID: Int64] = [:]

    /// - Parameters:
    ///   - signups: all of the event; with no limit of seats those to decide are enough.
    ///   - before: the changed ones as they were.
    ///   - allotments: all of the event.
    /// - Complexity: sorts those who wait; a draw hashes two ids.
    public init(
        event: Row, signups: [Row], before: [RowID: Row] = [:], allotments: [Row],
        now: Milliseconds
    ) {
        self.capacity = event[EventTable.capacity].integer
        let partyMax = event[EventTable.partyMax].integer
        let wanting = signups.filter { $0[SignupTable.wish].text == "in" }
        let confirmed = wanting.filter { $0[SignupTable.status].text == "confirmed" }
        let standing = confirmed.map { Self.standing($0, before[$0.id]) }
        self.taken = Self.sum(standing.map { max(1, $0) })
        lend(allotments, to: confirmed, now: now)

        var isQueueing = false
        for signup in Self.queue(wanting, event: event.id) {
            let party = Self.party(signup)
            if let partyMax, party > partyMax {
                if signup[SignupTable.status].text != "declined" {
                    decisions.append(
                        Decision(signup: signup, verdict: .declined(partyMax: partyMax)))
                }
            } else if takeLent(signup, party) {
                confirm(signup)
            } else if !isQueueing, free.map({ party <= $0 }) ?? true {
                taken += party
                confirm(signup)
            } else {
                // Who can never fit holds nobody up; anybody else is not overtaken.
                if let capacity, party <= capacity { isQueueing = true }
                wait(signup)
            }
        }
        for (signup, size) in zip(confirmed, standing) {
            let more = Self.party(signup) - size
            guard more > 0 else { continue }
            let fitsOne = partyMax.map { Self.party(signup) <= $0 } ?? true
            if fitsOne, free.map({ !isQueueing && more <= $0 }) ?? true {
                taken += more
            } else {
                decisions.append(Decision(signup: signup, verdict: .partyStays(size)))
            }
        }
    }

    /// The place in the queue; `nil` for one that does not wait.
    public func position(of signup: RowID) -> Int? {
        waitlist.firstIndex(of: signup).map { $0 + 1 }
    }

    /// Draws lots between two sign-ups of the same time: SHA-256 over event id and sign-up id, smaller first.
    public static func lot(event: RowID, signup: RowID) -> Hash256 {
        Hash256(of: event.bytes, signup.bytes)
    }

    private mutating func confirm(_ signup: Row) {
        decisions.append(Decision(signup: signup, verdict: .confirmed))
    }

    private mutating func wait(_ signup: Row) {
        waitlist.append(signup.id)
        guard signup[SignupTable.status].text != "waitlisted" else { return }
        decisions.append(
            Decision(signup: signup, verdict: .waitlisted(position: waitlist.count)))
    }

    /// Seats of lists that are out and not used up are not there to give away.
    private mutating func lend(_ allotments: [Row], to confirmed: [Row], now: Milliseconds) {
        for allotment in allotments where allotment[AllotmentTable.status].text == "open" {
            guard now < allotment[AllotmentTable.lentUntil].integer ?? .max else { continue }
            let users = confirmed.filter { $0[SignupTable.allotment].row == allotment.id }
            let lent = allotment[AllotmentTable.seatsLent].integer ?? 0
            let left = max(0, Self.clamped(lent) - Self.sum(users.map(Self.party)))
            unused[allotment.id] = left
            taken += left
        }
    }

    private mutating func takeLent(_ signup: Row, _ party: Int64) -> Bool {
        guard let list = signup[SignupTable.allotment].row, let left = unused[list], party <= left
        else { return false }
        unused[list] = left - party
        return true
    }

    /// Who waits for a seat, by effective time, ties drawn.
    private static func queue(_ signups: [Row], event: RowID) -> [Row] {
        let waiting = signups.filter { signup in
            switch signup[SignupTable.status].text {
            case "received", "pending", "waitlisted", "declined": true
            default: false
            }
        }
        let timed = waiting.map { (at: time(of: $0), row: $0) }
        var counts: [Milliseconds: Int] = [:]
        for (at, _) in timed { counts[at, default: 0] += 1 }
        let keyed = timed.map { at, row in
            (at, counts[at] == 1 ? [] : lot(event: event, signup: row.id).bytes, row)
        }
        return keyed.sorted { a, b in
            if a.0 != b.0 { return a.0 < b.0 }
            if a.1 != b.1 { return a.1.lexicographicallyPrecedes(b.1) }
            return a.2.id < b.2.id
        }.map(\.2)
    }

    private static func time(of signup: Row) -> Milliseconds {
        signup[SignupTable.effectiveAt].integer ?? signup.id.timestamp.milliseconds
    }

    /// How many seats a confirmed sign-up has had so far.
    private static func standing(_ signup: Row, _ before: Row?) -> Int64 {
        let now = party(signup)
        guard let before, before[SignupTable.status].text == "confirmed",
            before[SignupTable.wish].text == "in"
        else { return now }
        return min(now, party(before))
    }

    static func party(_ signup: Row) -> Int64 {
        max(1, clamped(signup[SignupTable.partySize].integer ?? 1))
    }

    private static func clamped(_ seats: Int64) -> Int64 { min(max(seats, 0), SeatsRule.seatsMax) }

    /// Each is at most `seatsMax`, so no list that fits in memory overflows.
    private static func sum(_ seats: [Int64]) -> Int64 { seats.reduce(0, +) }
}
