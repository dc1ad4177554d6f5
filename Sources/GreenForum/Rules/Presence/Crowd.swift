internal import SyncEngine
internal import SyncProtocol

/// How full an event is with those who came.
struct Crowd {
    let attendance: Attendance
    /// Persons who have a seat or are there; once the event is held, those who were there.
    let persons: Int64
    let capacity: Int64?

    init(_ event: Row, signups: [Row], checkins: [Row]) {
        attendance = Attendance(checkins, signups: signups)
        capacity = event[EventTable.capacity].integer
        persons =
            event[EventTable.status].text == "held"
            ? attendance.persons
            : signups.reduce(attendance.withoutSeat) { $0 + SeatPlan.seatsHeld(by: $1) }
    }

    /// Whether there are more people than seats because somebody came who has none.
    var isOver: Bool {
        attendance.withoutSeat > 0 && persons > capacity ?? .max
    }
}
