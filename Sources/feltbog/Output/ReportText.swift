internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// The report of an event, for people and for programs.
struct ReportText {
    let report: EventReport
    let title: String
    /// Short forms of the lists' ids.
    let shorts: [RowID: String]
    /// This machine.
    let device: DeviceID

    /// The kinds with their stable keys, in the order in which they are shown.
    private var kinds: [(key: String, phrase: ReportPhrase, count: EventReport.Count)] {
        [
            ("signed_up", .signedUp, report.signedUp),
            ("withdrawn", .withdrawn, report.withdrawn),
            ("confirmed", .confirmed, report.confirmed),
            ("attended", .attended, report.attended),
            ("no_shows", .noShows, report.noShows),
            ("walk_ins", .walkIns, report.walkIns),
            ("came_withdrawn", .cameWithdrawn, report.cameWithdrawn),
            ("came_waitlisted", .cameWaitlisted, report.cameWaitlisted),
            ("came_declined", .cameDeclined, report.cameDeclined),
            ("waitlist_used", .waitlistUsed, report.waitlistUsed),
            ("waitlist_left", .waitlistLeft, report.waitlistLeft),
        ]
    }

    var lines: [String] {
        var table = TextTable(["", ReportPhrase.number(), ReportPhrase.persons()])
        for kind in kinds {
            table.add([kind.phrase(), String(kind.count.number), String(kind.count.persons)])
        }
        var lines = [table.rendered()]
        let persons = String(report.persons)
        lines.append(
            report.capacity.map { ReportPhrase.inAllOf(persons, String($0)) }
                ?? ReportPhrase.inAll(persons))
        if report.overCapacity > 0 { lines.append(ReportPhrase.over(String(report.overCapacity))) }
        if report.seenAgain > 0 { lines.append(ReportPhrase.seenAgain(String(report.seenAgain))) }
        if report.void > 0 { lines.append(ReportPhrase.void(String(report.void))) }
        let isEmpty = report.signedUp.number + report.withdrawn.number == 0 && report.persons == 0
        if isEmpty, report.void == 0 { lines.append(ReportPhrase.nothingHere()) }
        return lines + report.listsOut.map(hint)
    }

    /// `{"signed_up": {"number": 5, "persons": 8}, …, "persons": 9, "capacity": 6, "over_capacity": 3, …}`
    var json: JSON {
        var members: [String: JSON] = [
            "event": .text(report.event.description), "title": .text(title),
            "capacity": report.capacity.map(JSON.integer) ?? .null,
            "persons": .integer(report.persons), "over_capacity": .integer(report.overCapacity),
            "seen_again": JSON(report.seenAgain), "void": JSON(report.void),
            "lists_out": .array(report.listsOut.map { .text($0.id.description) }),
        ]
        for kind in kinds {
            members[kind.key] = .object([
                "number": JSON(kind.count.number), "persons": .integer(kind.count.persons),
            ])
        }
        return .object(members)
    }

    private func hint(_ list: Row) -> String {
        let lent = list[AllotmentTable.seatsLent].display ?? "0"
        let title = TextTable.oneLine(title)
        if list[AllotmentTable.device].text == device.description {
            return ReportPhrase.listOutHere(title, lent)
        }
        return ReportPhrase.listOut(title, shorts[list.id] ?? list.id.description, lent)
    }
}
