internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// A check-in that was just written, and what matters at a door: whether it is the first time, and what to know.
struct Arrival {
    let checkin: Row
    /// The earliest check-in of the same person; this one if there is no earlier.
    let first: Row
    private let name: String
    private let event: String
    private let notes: [Note]
    private let plan: SeatPlan?

    /// Something to know, never a reason to send somebody away. The raw values are stable.
    private enum Note: String, CaseIterable {
        case withdrawn, waitlisted, declined
        case notAnswered = "not-answered"
        case eventCancelled = "event-cancelled"
        case overCapacity = "over-capacity"
    }

    /// - Parameters:
    ///   - signup: `nil` for a walk-in.
    ///   - before: who was there before.
    init(
        _ checkin: Row, _ event: Row, _ signup: Row?, _ rows: Rows, before: Attendance,
        now: Milliseconds
    ) throws {
        let attendance = try Attendance(of: event.id, reading: rows)
        let guest = attendance.guest(of: checkin.id)
        // A merged sign-up stands where the one stands that it is part of.
        let standing = try guest?.signup.flatMap { try rows.row($0, in: SignupTable.id) } ?? signup
        self.checkin = checkin
        self.first = guest?.first ?? checkin
        self.name = try CheckinText(checkin, rows).name
        self.event = TextTable.oneLine(Labels.title(event))
        let plan = try SeatPlan(of: event.id, reading: rows, now: now)
        self.plan = plan
        let isOver =
            attendance.withoutSeat > before.withoutSeat
            && (plan?.given ?? 0) > plan?.capacity ?? .max
        var found = standing.flatMap(Self.note).map { [$0] } ?? []
        if event[EventTable.status].text == "cancelled" { found.append(.eventCancelled) }
        if isOver { found.append(.overCapacity) }
        self.notes = found
    }

    var isAgain: Bool { first.id != checkin.id }

    func lines(now: Milliseconds) -> [String] {
        let place = CheckinText.place(checkin, now: now)
        let persons = checkin[CheckinTable.partySize].display ?? "1"
        let head =
            isAgain
            ? CheckinPhrase.again(name, CheckinText.place(first, now: now), place)
            : CheckinPhrase.came(name, persons, event, place)
        return [head] + notes.map { "  " + text($0) }
    }

    /// The row with stable keys, and `seen_at`, `seen_door` of the first time, `notes`.
    func json(short: String?) -> JSON {
        guard case .object(var members) = JSON(checkin, short: short, isPending: true) else {
            return .null
        }
        members["name"] = .text(name)
        members["seen_again"] = .boolean(isAgain)
        members["seen_at"] = isAgain ? JSON(first[CheckinTable.at], .instant) : .null
        members["seen_door"] = isAgain ? JSON(first[CheckinTable.door], .text) : .null
        members["notes"] = .array(notes.map { .text($0.rawValue) })
        return .object(members)
    }

    private static func note(_ signup: Row) -> Note? {
        guard signup[SignupTable.wish].text == "in" else { return .withdrawn }
        switch signup[SignupTable.status].text {
        case "waitlisted": return .waitlisted
        case "declined": return .declined
        case "received", "pending": return signup.hasPromisedSeat ? nil : .notAnswered
        default: return nil
        }
    }

    private func text(_ note: Note) -> String {
        switch note {
        case .withdrawn: CheckinPhrase.noteWithdrawn()
        case .waitlisted: CheckinPhrase.noteWaitlisted()
        case .declined: CheckinPhrase.noteDeclined()
        case .notAnswered: CheckinPhrase.noteNotAnswered()
        case .eventCancelled: CheckinPhrase.noteCancelled(event)
        case .overCapacity:
            CheckinPhrase.noteOver(
                plan.map { String($0.given) } ?? "", plan?.capacity.map { String($0) } ?? "")
        }
    }
}
