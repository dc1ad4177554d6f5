public import SyncEngine
public import SyncProtocol

/// What became of an event: who signed up, who came, who did not, by kind. Pure.
public struct EventReport: Hashable, Sendable {
    /// So many sign-ups or walk-ins, and the persons of them.
    public struct Count: Hashable, Sendable {
        public private(set) var number = 0
        public private(set) var persons: Int64 = 0

        mutating func add(_ more: Int64) {
            number += 1
            persons += more
        }
    }

    public let event: RowID
    /// NULL: no limit.
    public let capacity: Int64?
    /// Sign-ups that want to come; merged ones are part of another.
    public private(set) var signedUp = Count()
    /// Sign-ups that have said no.
    public private(set) var withdrawn = Count()
    /// Sign-ups with a seat, and their seats.
    public private(set) var confirmed = Count()
    /// Sign-ups of which somebody came, whatever they say.
    public private(set) var attended = Count()
    /// Confirmed, and nobody came.
    public private(set) var noShows = Count()
    /// Came without a sign-up.
    public private(set) var walkIns = Count()
    /// Came although withdrawn.
    public private(set) var cameWithdrawn = Count()
    /// Came without having been given a seat: on the waitlist, or not answered yet.
    public private(set) var cameWaitlisted = Count()
    /// Came although declined.
    public private(set) var cameDeclined = Count()
    /// Were told to wait and got a seat, with their seats.
    public private(set) var waitlistUsed = Count()
    /// Wait still.
    public private(set) var waitlistLeft = Count()
    /// Check-ins at which the same persons were seen again.
    public private(set) var seenAgain = 0
    /// Check-ins that were void.
    public private(set) var void = 0
    /// Everybody who was there, each once.
    public private(set) var persons: Int64 = 0
    /// Lists that are out: what is on them is not counted here.
    public let listsOut: [Row]

    /// Persons who were there beyond the capacity.
    public var overCapacity: Int64 { max(0, persons - (capacity ?? .max)) }

    /// - Parameters:
    ///   - signups: all of the event.
    ///   - checkins: all of the event.
    ///   - allotments: all of the event.
    ///   - waited: sign-ups that were once told to wait.
    public init(
        _ event: Row, signups: [Row], checkins: [Row], allotments: [Row] = [],
        waited: Set<RowID> = [], now: Milliseconds
    ) {
        self.event = event.id
        capacity = event[EventTable.capacity].integer
        listsOut = allotments.filter { LentLists.isOut($0, now: now) }
        let attendance = Attendance(checkins, signups: signups)
        for signup in signups where signup[SignupTable.status].text != "merged" {
            count(signup, attendance[signup.id], waited: waited.contains(signup.id))
        }
        for guest in attendance.guests where guest.signup == nil { walkIns.add(guest.persons) }
        persons = attendance.persons
        seenAgain = attendance.seenAgain.count
        void = checkins.count { !Attendance.counts($0) }
    }

    /// The report of an event as far as these rows tell; `nil` when the event is not here.
    ///
    /// - Complexity: a pass over the event's rows, and a look-up of the outcomes of each confirmed sign-up.
    public init?(of event: RowID, reading rows: any RowReader, now: Milliseconds) throws {
        guard let row = try rows.row(event, in: EventTable.id) else { return nil }
        let signups = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id, equals: .row(event))
        self.init(
            row, signups: signups,
            checkins: try rows.rows(
                in: CheckinTable.id, where: CheckinTable.event.id, equals: .row(event)),
            allotments: try rows.rows(
                in: AllotmentTable.id, where: AllotmentTable.event.id, equals: .row(event)),
            waited: try Self.waited(signups, reading: rows), now: now)
    }

    private mutating func count(_ signup: Row, _ guest: Attendance.Guest?, waited: Bool) {
        let party = SeatPlan.party(signup)
        let isIn = signup[SignupTable.wish].text == "in"
        if isIn { signedUp.add(party) } else { withdrawn.add(party) }
        if let guest { attended.add(guest.persons) }
        guard isIn else {
            if let guest { cameWithdrawn.add(guest.persons) }
            return
        }
        switch signup[SignupTable.status].text {
        case "confirmed":
            let seats = SeatPlan.seats(of: signup)
            confirmed.add(seats)
            if waited { waitlistUsed.add(seats) }
            if guest == nil { noShows.add(seats) }
        case "declined":
            if let guest { cameDeclined.add(guest.persons) }
        default:
            waitlistLeft.add(party)
            if let guest { cameWaitlisted.add(guest.persons) }
        }
    }

    private static func waited(_ signups: [Row], reading rows: any RowReader) throws -> Set<RowID> {
        let table = SystemTables.outcome
        guard let subject = table["subject_row"] else { return [] }
        let keys = ["seats.waitlisted", "seats.promise-waits"]
        let found = try signups.filter { SeatPlan.seatsHeld(by: $0) > 0 }.filter { signup in
            try rows.rows(in: table.id, where: subject.id, equals: .row(signup.id)).contains {
                keys.contains($0["text_key"].text ?? "")
            }
        }
        return Set(found.map(\.id))
    }
}
