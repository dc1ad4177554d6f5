internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Who came of a sign-up, when and where: what `why` tells of presence.
struct PresenceStory {
    let lines: [String]
    let json: JSON

    /// `nil` for rows that nobody checks in, and where nobody ever was checked in.
    ///
    /// - Parameters:
    ///   - row: a sign-up, or a check-in.
    ///   - now: the office's time.
    init?(_ row: Row, _ rows: Rows, now: Milliseconds) throws {
        guard [SignupTable.id, CheckinTable.id].contains(row.table.id),
            let event = row.table.id == SignupTable.id
                ? row[SignupTable.event].row : row[CheckinTable.event].row
        else { return nil }
        let attendance = try Attendance(of: event, reading: rows)
        let signup = row.table.id == SignupTable.id ? row.id : row[CheckinTable.signup].row
        let guest = signup.flatMap { attendance[$0] } ?? attendance.guest(of: row.id)
        let own =
            try signup.map {
                try rows.all(CheckinTable.schema, where: CheckinTable.signup, equals: .row($0))
            } ?? [row]
        let void = own.filter { !Attendance.counts($0) }
        guard guest != nil || !void.isEmpty else { return nil }
        var lines: [String] = []
        if let guest {
            lines.append(
                CheckinPhrase.wasThere(
                    CheckinText.place(guest.first, now: now), String(guest.persons)))
            lines += guest.again.map {
                CheckinPhrase.wasSeenAgain(CheckinText.place($0, now: now))
            }
            let standing = try guest.signup.flatMap { try rows.row($0, in: SignupTable.id) }
            if let standing, let word = Self.beaten(standing) {
                lines.append(CheckinPhrase.beats(word))
            }
        }
        for checkin in void {
            lines.append(
                CheckinPhrase.wasVoid(
                    CheckinText.place(checkin, now: now),
                    TextTable.oneLine(checkin[CheckinTable.voidReason].text ?? "")))
        }
        self.lines = lines
        self.json = .object([
            "first": JSON(guest?.first.id.description),
            "first_at": guest.map { JSON($0.first[CheckinTable.at], .instant) } ?? .null,
            "first_door": guest.map { JSON($0.first[CheckinTable.door], .text) } ?? .null,
            "persons": .integer(guest?.persons ?? 0),
            "seen_again": .array((guest?.again ?? []).map { .text($0.id.description) }),
            "void": .array(void.map { .text($0.id.description) }),
        ])
    }

    /// What the sign-up says that being there beats.
    private static func beaten(_ signup: Row) -> String? {
        let table = signup.table.name
        guard signup[SignupTable.wish].text == "in" else {
            return Labels.choice("out", of: "wish", in: table)
        }
        guard let status = signup[SignupTable.status].text, status != "confirmed",
            !signup.hasPromisedSeat
        else { return nil }
        return Labels.choice(status, of: "status", in: table)
    }
}
