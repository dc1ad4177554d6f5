public import SyncEngine
public import SyncProtocol

/// Who was at one event, computed from its check-ins. Being there beats whatever a sign-up says.
///
/// Of several check-ins of one sign-up the earliest counts, ties by row id; at the others the same persons were seen
/// again. A check-in that is void counts for nothing. Sign-ups that were merged are one person's: either slip will do.
/// Pure, and the same in whatever order the rows came.
public struct Attendance: Hashable, Sendable {
    /// A sign-up of which somebody came, or one walk-in.
    public struct Guest: Hashable, Sendable {
        /// The sign-up, the one that it was merged into if it was; `nil` for a walk-in.
        public let signup: RowID?
        /// The check-in that counts.
        public let first: Row
        /// The later ones, by time.
        public fileprivate(set) var again: [Row] = []

        /// How many came; at least one.
        public var persons: Int64 { Attendance.persons(of: first) }
    }

    /// By the time at which each was first seen.
    public let guests: [Guest]
    /// Persons who are there without a confirmed seat.
    public let withoutSeat: Int64

    private let places: [RowID: Int]
    private let people: People

    /// - Parameters:
    ///   - checkins: all of the event, void ones included.
    ///   - signups: all of the event. A check-in whose sign-up is not among them is a walk-in's.
    /// - Complexity: sorts the check-ins, one pass over the sign-ups.
    public init(_ checkins: [Row], signups: [Row]) {
        let people = People(signups)
        var guests: [Guest] = []
        var places: [RowID: Int] = [:]
        for checkin in checkins.filter(Self.counts).sorted(by: Self.isBefore) {
            let slip = checkin[CheckinTable.signup].row.map(people.root)
            if let slip, let place = places[slip] {
                guests[place].again.append(checkin)
                continue
            }
            if let slip { places[slip] = guests.count }
            guests.append(Guest(signup: slip.flatMap(people.known), first: checkin))
        }
        self.guests = guests
        self.places = places
        self.people = people
        withoutSeat = guests.reduce(0) { sum, guest in
            sum + Self.beyond(guest, seats: guest.signup.flatMap { people.seats[$0] } ?? 0)
        }
    }

    /// Everybody of an event, as far as these rows tell.
    ///
    /// - Complexity: a pass over the event's check-ins and sign-ups.
    public init(of event: RowID, reading rows: any RowReader) throws {
        self.init(
            try rows.rows(in: CheckinTable.id, where: CheckinTable.event.id, equals: .row(event)),
            signups: try rows.rows(
                in: SignupTable.id, where: SignupTable.event.id, equals: .row(event)))
    }

    /// Who came of a sign-up, or of the one that it was merged into; `nil` when nobody did.
    public subscript(signup: RowID) -> Guest? {
        places[people.root(of: signup)].map { guests[$0] }
    }

    /// The guest that a check-in belongs to; `nil` for one that is void.
    public func guest(of checkin: RowID) -> Guest? {
        guests.first { guest in
            guest.first.id == checkin || guest.again.contains { $0.id == checkin }
        }
    }

    /// How many came, each once.
    public var persons: Int64 { guests.reduce(0) { $0 + $1.persons } }

    /// Check-ins at which somebody was seen again.
    public var seenAgain: Set<RowID> { Set(guests.flatMap(\.again).map(\.id)) }

    /// Persons of a sign-up who are there beyond its confirmed seats.
    func withoutSeat(of signup: RowID) -> Int64 {
        self[signup].map { Self.beyond($0, seats: people.seats[signup] ?? 0) } ?? 0
    }

    /// Whether a check-in is not void.
    public static func counts(_ checkin: Row) -> Bool { checkin[CheckinTable.voidReason].isNull }

    private static func persons(of checkin: Row) -> Int64 {
        max(1, SeatPlan.clamped(checkin[CheckinTable.partySize].integer ?? 1))
    }

    private static func beyond(_ guest: Guest, seats: Int64) -> Int64 {
        max(0, guest.persons - seats)
    }

    private static func isBefore(_ one: Row, _ other: Row) -> Bool {
        let (first, second) = (one[CheckinTable.at].integer, other[CheckinTable.at].integer)
        return first == second ? one.id < other.id : first ?? .min < second ?? .min
    }
}

/// Which sign-ups are one person's, and what seats they have.
private struct People: Hashable, Sendable {
    private var merged: [RowID: RowID] = [:]
    private var all: Set<RowID> = []
    private(set) var seats: [RowID: Int64] = [:]

    init(_ signups: [Row]) {
        for signup in signups {
            all.insert(signup.id)
            seats[signup.id] = SeatPlan.seatsHeld(by: signup)
            guard signup[SignupTable.status].text == "merged" else { continue }
            merged[signup.id] = signup[SignupTable.mergedInto].row
        }
    }

    /// The sign-up that this one is part of, itself if none. A circle, which no rule makes, ends at its smallest.
    func root(of signup: RowID) -> RowID {
        var place = signup
        var seen: Set<RowID> = [signup]
        while let next = merged[place] {
            guard seen.insert(next).inserted else { return seen.min() ?? place }
            place = next
        }
        return place
    }

    func known(_ signup: RowID) -> RowID? { all.contains(signup) ? signup : nil }
}
