internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// `event checkout EVENT --seats N [--expect M] [--until TIME]`: asks the office for a list, with seats to promise.
struct EventCheckout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkout", abstract: HelpPhrase.checkout(), aliases: ["udlån"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String
    @Option(
        name: [.long, .customLong("pladser")], help: ArgumentHelp(HelpPhrase.checkoutSeats()))
    var seats: String?
    @Option(
        name: [.long, .customLong("ventet")], help: ArgumentHelp(HelpPhrase.checkoutExpect()))
    var expect: String?
    @Option(name: [.long, .customLong("til")], help: ArgumentHelp(HelpPhrase.checkoutUntil()))
    var until: String?

    func run() async throws {
        let notebook = try Notebook(options)
        guard let identity = try notebook.status().identity else {
            throw Failure(.failed, SyncPhrase.notJoined())
        }
        let list = try request(identity.device, notebook)
        do {
            _ = try await OfficeLine(notebook).sync()
        } catch let failure as Failure where failure.exit == .officeUnreachable {
            throw Failure(.officeUnreachable, failure.sentence + " " + SeatPhrase.askedLater())
        }
        try tell(list, notebook)
    }

    private func request(_ device: DeviceID, _ notebook: Notebook) throws -> RowID {
        let wanted = try Self.number(seats, "seats")
        let expected = try Self.number(expect, "expect")
        guard wanted + expected > 0 else { throw Failure(.usage, SeatPhrase.howMany()) }
        let now = try notebook.officeNow()
        return try notebook.write { rows, newID in
            let event = try RowFinder(rows: rows).find(self.event, in: EventTable.schema)
            guard !["cancelled", "held"].contains(event[EventTable.status].text) else {
                throw Failure(.refused, SeatPhrase.eventClosed(Labels.title(event)))
            }
            if let own = try SeatPromise(of: event.id, by: device, now: now, reading: rows) {
                throw Failure(
                    .refused, SeatPhrase.alreadyOut(Labels.title(event), String(own.left)))
            }
            let typed = try until.map {
                try ValueParser(rows: rows).value($0, for: AllotmentTable.lentUntil)
            }
            if let time = typed?.integer, time <= now {
                throw Failure(.usage, SeatPhrase.untilPast(Moment.local(time)))
            }
            let row = Row(
                table: AllotmentTable.schema, id: try newID(),
                cells: [
                    Cell(AllotmentTable.event, .row(event.id)),
                    Cell(AllotmentTable.device, .text(device.description)),
                    Cell(AllotmentTable.seatsWanted, .integer(wanted)),
                    Cell(AllotmentTable.seatsExpected, .integer(expected)),
                    Cell(AllotmentTable.lentUntil, typed ?? .null),
                    Cell(AllotmentTable.status, .text("requested")),
                ])
            try rows.insert(row)
            return row.id
        }
    }

    private func tell(_ list: RowID, _ notebook: Notebook) throws {
        let (row, why) = try notebook.read { rows in
            (try rows.row(list, in: AllotmentTable.id), try Self.refusal(of: list, rows))
        }
        if let entry = try notebook.returned().first(where: {
            $0.changes.contains { $0.row == list }
        }) {
            // Nothing to retry: the answer is here.
            try notebook.discard(entry.entry)
            let reason = entry.state.reason.map { ReasonText($0).sentence[.current] }
            throw Failure(.refused, reason ?? SeatPhrase.declined())
        }
        guard let row, row[AllotmentTable.status].text == "open" else {
            throw Failure(.refused, why ?? SeatPhrase.declined())
        }
        if notebook.isJSON { return try notebook.show(row) }
        let event = try notebook.read { rows in
            try row[AllotmentTable.event].row.flatMap { try rows.row($0, in: EventTable.id) }
        }
        Console.result(
            SeatPhrase.lent(
                event.map { Labels.title($0) } ?? "",
                row[AllotmentTable.seatsLent].display ?? "0",
                row[AllotmentTable.lentUntil].integer.map(Moment.local) ?? "–"))
        try notebook.tellPending()
    }

    private static func refusal(of list: RowID, _ rows: Rows) throws -> String? {
        let table = SystemTables.outcome
        let outcome = try rows.all(table, where: table["subject_row"]!, equals: .row(list)).last
        return outcome.flatMap { OutcomeSentence.text(of: $0)?[.current] }
    }

    private static func number(_ text: String?, _ name: String) throws -> Int64 {
        guard let text else { return 0 }
        guard let number = Int64(text), (0...100_000).contains(number) else {
            throw Failure(.usage, UsagePhrase.integer(text, name))
        }
        return number
    }
}

/// `event return EVENT`: the list is home; lent seats that nobody was promised are free again.
struct EventReturn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: HelpPhrase.returnList(), aliases: ["hjem"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String
    @Option(
        name: [.long, .customLong("liste")], help: ArgumentHelp(HelpPhrase.returnWhich()))
    var list: String?

    func run() throws {
        let notebook = try Notebook(options)
        let device = try notebook.status().device
        let (row, event, left) = try notebook.write { rows, _ in
            let event = try RowFinder(rows: rows).find(self.event, in: EventTable.schema)
            let row = try find(event, device, rows)
            let signups = try rows.all(
                SignupTable.schema, where: SignupTable.event, equals: .row(event.id))
            let left = LentLists.left(
                of: row, signups: signups.filter { $0[SignupTable.wish].text == "in" })
            try rows.set([Cell(AllotmentTable.status, .text("returned"))], of: row)
            return (row, event, left)
        }
        let lent = row[AllotmentTable.seatsLent].display ?? "0"
        try notebook.acknowledge(
            row, SeatPhrase.home(Labels.title(event), String(left), lent))
    }

    /// The list of this machine that is out, or the one that the person names.
    private func find(_ event: Row, _ device: DeviceID, _ rows: Rows) throws -> Row {
        let all = try rows.all(
            AllotmentTable.schema, where: AllotmentTable.event, equals: .row(event.id))
        let out = all.filter { ["open", "expired"].contains($0[AllotmentTable.status].text) }
        if let list {
            return try RowFinder(rows: rows).find(
                list, among: out, what: Labels.table(AllotmentTable.schema))
        }
        let own = out.filter { $0[AllotmentTable.device].text == device.description }
        guard let row = own.last(where: { $0[AllotmentTable.status].text == "open" }) ?? own.last
        else { throw Failure(.notFound, SeatPhrase.noneOut(Labels.title(event))) }
        return row
    }
}

/// `event lists [EVENT]`: which lists are out, where, and what is left of them.
struct EventLists: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists", abstract: HelpPhrase.lists(), aliases: ["lister"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String?

    func run() throws {
        let notebook = try Notebook(options)
        let found = try notebook.read { rows in
            let event = try event.map {
                try RowFinder(rows: rows).find($0, in: EventTable.schema)
            }
            return try rows.all(AllotmentTable.schema).filter {
                event == nil || $0[AllotmentTable.event].row == event?.id
            }
        }
        try notebook.show(found, of: AllotmentTable.schema)
    }
}
