public import SyncEngine
public import SyncProtocol

/// Who gets a seat at one event, computed from all its sign-ups.
///
/// Pure: the same at the office, which acts on it, and in a replica, which shows it as a guess.
public struct SeatPlan {
    /// What changes for one sign-up.
    public struct Decision: Hashable, Sendable {
        public enum Verdict: Hashable, Sendable {
            /// The sign-up gets seats; so many of them were lent.
            case confirmed(seats: Int64, lent: Int64)
            /// There may be room, but lists are out that could bring somebody who was before.
            case pending
            /// 1 is next.
            case waitlisted(position: Int)
            /// It waits, and cannot fit even alone.
            case tooLargeForEvent
            /// The party is larger than one sign-up may bring.
            case declined(partyMax: Int64)
            /// A confirmed party has so many seats from now on, as it wanted.
            case resized(seats: Int64)
            /// A confirmed party that waited for more seats has so many now.
            case extraGiven(seats: Int64)
            /// A confirmed party has grown; it has so many seats, the rest waits.
            case extraWaits(seats: Int64)
            /// A confirmed party has grown beyond what one sign-up may bring; it keeps its seats.
            case extraDeclined(seats: Int64, partyMax: Int64)
        }

        public let signup: Row
        public let verdict: Verdict
    }

    /// What is to be done, in the order of the queue.
    public private(set) var decisions: [Decision] = []
    /// Who waits for a first seat, first in line first.
    public private(set) var waitlist: [RowID] = []
    /// Seats that people have, and those of people who are there without one.
    public private(set) var given: Int64 = 0
    /// NULL: no limit.
    public let capacity: Int64?
    /// The lists that are out.
    public private(set) var lists: LentLists

    /// Seats that are not free: given out, or held back for lists.
    public var taken: Int64 { given + lists.held }

    /// Seats that are left for the next; `nil` without a limit, negative when there are more people than seats.
    public var free: Int64? { capacity.map { $0 - taken } }

    /// Seats that may be lent: nobody waits for them. `nil` without a limit.
    public var lendable: Int64? { free.map { isQueueing ? 0 : max(0, $0) } }

    private let partyMax: Int64?
    private let attendance: Attendance
    /// The event is held: nobody moves up any more.
    private let isOver: Bool
    /// Somebody waits who could fit: nobody else is let past.
    private var isQueueing = false
    /// Seats that those who wait would take.
    private var claimed: Int64 = 0

    /// - Parameters:
    ///   - signups: all of the event; with no limit of seats those to decide are enough.
    ///   - allotments: all of the event.
    ///   - attendance: who is there already: their places are taken, whatever the sign-up says.
    ///   - arrivals: sign-ups of this change set that came from a list which is out, and parties that have grown.
    /// - Complexity: sorts those who wait; a draw hashes two ids.
    public init(
        event: Row, signups: [Row], allotments: [Row], attendance: Attendance,
        arrivals: Arrivals = Arrivals(), now: Milliseconds
    ) {
        self.attendance = attendance
        isOver = event[EventTable.status].text == "held"
        capacity = event[EventTable.capacity].integer
        partyMax = event[EventTable.partyMax].integer
        let wanting = signups.filter { $0[SignupTable.wish].text == "in" }
        lists = LentLists(
            allotments, signups: wanting.filter { $0[SignupTable.status].text != "received" },
            now: now, settleAt: event[EventTable.settleAt].integer)
        let confirmed = wanting.filter { $0[SignupTable.status].text == "confirmed" }
        given = confirmed.reduce(attendance.withoutSeat) { $0 + Self.seats(of: $1) }
        for signup in confirmed where signup[SignupTable.seats].integer ?? 0 > Self.party(signup) {
            decide(signup, .resized(seats: Self.party(signup)))
        }
        for waiter in SeatQueue(wanting, event: event.id).waiters { seat(waiter, arrivals) }
    }

    /// The place in the queue; `nil` for one that does not wait.
    public func position(of signup: RowID) -> Int? {
        waitlist.firstIndex(of: signup).map { $0 + 1 }
    }

    /// Draws lots between two sign-ups of the same time: SHA-256 over event id and sign-up id, smaller first.
    public static func lot(event: RowID, signup: RowID) -> Hash256 {
        Hash256(of: event.bytes, signup.bytes)
    }

    private mutating func seat(_ waiter: SeatQueue.Waiter, _ arrivals: Arrivals) {
        let signup = waiter.signup
        if let partyMax, Self.party(signup) > partyMax {
            if !waiter.isRest { decline(waiter, partyMax, arrivals) }
        } else if waiter.isRest {
            seatRest(waiter, arrivals)
        } else if !waiter.isExtra, arrivals.promised.contains(signup.id),
            lists.take(waiter.need, from: signup[SignupTable.allotment].row)
        {
            given += added(waiter.need, for: waiter)
            decide(signup, .confirmed(seats: waiter.need, lent: waiter.need))
        } else if mayDecide(waiter, arrivals), let seats = seatsFree(for: waiter) {
            give(seats, to: waiter, arrivals)
            if seats < waiter.need { isQueueing = true }
        } else {
            wait(waiter, arrivals)
        }
    }

    /// Those who came to a party later are seated with its first ones, or wait where they stand.
    private mutating func seatRest(_ waiter: SeatQueue.Waiter, _ arrivals: Arrivals) {
        let signup = waiter.signup
        let place = decisions.firstIndex { $0.signup.id == signup.id }
        guard let place, case .confirmed(let first, let lent) = decisions[place].verdict else {
            if waitlist.contains(signup.id) { claimed += added(waiter.need, for: waiter) }
            return
        }
        guard mayDecide(waiter, arrivals), let seats = seatsFree(for: waiter) else {
            if capacity.map({ waiter.least <= $0 }) ?? true { isQueueing = true }
            return
        }
        given += added(seats, for: waiter)
        if seats < waiter.need { isQueueing = true }
        decisions[place] = Decision(
            signup: signup, verdict: .confirmed(seats: first + seats, lent: lent))
    }

    /// Who waits for lists that are out is not decided before they are home, nor is what came with one of them.
    private func mayDecide(_ waiter: SeatQueue.Waiter, _ arrivals: Arrivals) -> Bool {
        if isQueueing || isTooLate(for: waiter, arrivals) { return false }
        if capacity == nil || !lists.mustWait { return true }
        return isNew(waiter, arrivals) && !arrivals.fromLists.contains(waiter.signup.id)
    }

    private func isNew(_ waiter: SeatQueue.Waiter, _ arrivals: Arrivals) -> Bool {
        waiter.isExtra
            ? arrivals.grown.contains(waiter.signup.id)
            : waiter.signup[SignupTable.status].text == "received"
    }

    /// Who was told to wait does not move up after the event; who had no answer yet still gets one.
    private func isTooLate(for waiter: SeatQueue.Waiter, _ arrivals: Arrivals) -> Bool {
        isOver && !isNew(waiter, arrivals) && waiter.signup[SignupTable.status].text != "pending"
    }

    /// What so many seats for a waiter take from the others: who is there already has those.
    private func added(_ seats: Int64, for waiter: SeatQueue.Waiter) -> Int64 {
        max(0, seats - present(waiter))
    }

    /// Those of a waiter who are there without a seat.
    private func present(_ waiter: SeatQueue.Waiter) -> Int64 {
        let present = attendance.withoutSeat(of: waiter.signup.id)
        guard waiter.isRest else { return present }
        return max(0, present - (waiter.signup[SignupTable.placeSeats].integer ?? 0))
    }

    /// All that is needed, or as many as the party comes with at least; `nil` when there are not enough.
    private func seatsFree(for waiter: SeatQueue.Waiter) -> Int64? {
        guard let free else { return waiter.need }
        let seats = min(waiter.need, free + present(waiter))
        return seats >= waiter.least ? seats : nil
    }

    private mutating func give(
        _ seats: Int64, to waiter: SeatQueue.Waiter, _ arrivals: Arrivals
    ) {
        given += added(seats, for: waiter)
        guard waiter.isExtra else {
            return decide(waiter.signup, .confirmed(seats: seats, lent: 0))
        }
        let total = Self.seats(of: waiter.signup) + seats
        guard arrivals.grown.contains(waiter.signup.id) else {
            return decide(waiter.signup, .extraGiven(seats: total))
        }
        decide(waiter.signup, .resized(seats: total))
        if seats < waiter.need { decide(waiter.signup, .extraWaits(seats: total)) }
    }

    private mutating func wait(_ waiter: SeatQueue.Waiter, _ arrivals: Arrivals) {
        // Who can never fit holds nobody up; anybody else is not overtaken.
        let canFit = capacity.map { waiter.least <= $0 } ?? true
        if canFit { isQueueing = true }
        if waiter.isExtra {
            if arrivals.grown.contains(waiter.signup.id) {
                decide(waiter.signup, .extraWaits(seats: Self.seats(of: waiter.signup)))
            }
            return
        }
        waitlist.append(waiter.signup.id)
        let room = (capacity ?? .max) - given - claimed
        let isOpen =
            lists.mustWait && added(waiter.least, for: waiter) <= room
            && !isTooLate(for: waiter, arrivals)
        claimed += canFit ? added(waiter.need, for: waiter) : 0
        let status = waiter.signup[SignupTable.status].text
        if isOpen {
            if status != "pending" { decide(waiter.signup, .pending) }
        } else if status != "waitlisted" {
            decide(
                waiter.signup,
                canFit ? .waitlisted(position: waitlist.count) : .tooLargeForEvent)
        }
    }

    private mutating func decline(
        _ waiter: SeatQueue.Waiter, _ partyMax: Int64, _ arrivals: Arrivals
    ) {
        let signup = waiter.signup
        if waiter.isExtra {
            if arrivals.grown.contains(signup.id) {
                let seats = Self.seats(of: signup)
                decide(signup, .extraDeclined(seats: seats, partyMax: partyMax))
            }
        } else if signup[SignupTable.status].text != "declined" {
            decide(signup, .declined(partyMax: partyMax))
        }
    }

    private mutating func decide(_ signup: Row, _ verdict: Decision.Verdict) {
        decisions.append(Decision(signup: signup, verdict: verdict))
    }

    /// How many seats a confirmed sign-up has: never more than it wants.
    static func seats(of signup: Row) -> Int64 {
        let party = party(signup)
        return min(party, clamped(signup[SignupTable.seats].integer ?? party))
    }

    /// How many seats a sign-up holds, confirmed or not.
    static func seatsHeld(by signup: Row) -> Int64 {
        let isConfirmed =
            signup[SignupTable.status].text == "confirmed" && signup[SignupTable.wish].text == "in"
        return isConfirmed ? seats(of: signup) : 0
    }

    static func party(_ signup: Row) -> Int64 {
        max(1, clamped(signup[SignupTable.partySize].integer ?? 1))
    }

    /// Each is at most `seatsMax`, so no list that fits in memory overflows.
    static func clamped(_ seats: Int64) -> Int64 { min(max(seats, 0), SeatsRule.seatsMax) }
}

extension SeatPlan {
    /// What is new with a change set, and not to be seen in the rows.
    public struct Arrivals: Hashable, Sendable {
        /// Promised a lent seat by the device that has the list.
        public var promised: Set<RowID>
        /// Brought, without a promise, by a device that has a list out.
        public var fromLists: Set<RowID>
        /// Confirmed parties that want more seats than before.
        public var grown: Set<RowID>

        public init(
            promised: Set<RowID> = [], fromLists: Set<RowID> = [], grown: Set<RowID> = []
        ) {
            self.promised = promised
            self.fromLists = fromLists
            self.grown = grown
        }
    }
}
