internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// Sign-ups: the common verbs, and what a stall needs.
enum Signups: Noun {
    static let table = SignupTable.schema
    static let word = "signup"
    static let aliases = ["tilmelding"]
    static let leading = SignupTable.event
    static let about = HelpPhrase.signup
}

/// `feltbog signup …`
struct SignupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Signups.word, abstract: Signups.about(),
        subcommands: [
            SignupAdd.self, SignupList.self, ShowCommand<Signups>.self, EditCommand<Signups>.self,
            SignupWithdraw.self, SignupImportCommand.self, SignupExportCommand.self,
            SignupDesk.self, SignupSeparate.self,
        ],
        aliases: Signups.aliases)
}

/// `signup add EVENT --name … --email … --phone … --party 2`
struct SignupAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: HelpPhrase.add(),
        usage: "feltbog signup add <event> --name … [--email …] [--phone …] [--party 2]",
        discussion: RowVerbs.columnsHelp(Signups.table))

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        let stall = try Stall(notebook)
        let row = try notebook.write { rows, newID in
            var words = try Words(words)
            let event = try RowFinder(rows: rows).find(
                words.takePlain("<\(Labels.table(EventTable.schema))>"), in: EventTable.schema)
            try words.refuseRest()
            return try SignupWriter(notebook, rows, stall).add(
                words.pairs, to: event, id: newID())
        }
        try SignupWriter.acknowledge(row, notebook)
        if !notebook.isJSON {
            for line in try Foresight(notebook).signup(row) { Console.result("  " + line) }
        }
        try notebook.tellPending()
    }
}

/// `signup list [EVENT]`
struct SignupList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: HelpPhrase.list(),
        usage: "feltbog signup list [event] [--column value …] [--json]")

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        try RowVerbs(notebook, Signups.table).list(Words(words), parent: SignupTable.event)
    }
}

/// `signup withdraw SIGNUP`: the person does not come.
struct SignupWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: HelpPhrase.withdraw())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var row: String

    func run() throws {
        let notebook = try Notebook(options)
        let row = try RowVerbs(notebook, Signups.table).change(row, isQuiet: true) { draft, _ in
            try draft.set(SignupTable.wish, to: .text("out"))
        }
        try notebook.acknowledge(
            row, RowPhrase.withdrawn(Labels.title(row), SlipCode(for: row.id).description))
        let slips = try notebook.read { try PersonSlips(of: row, reading: $0).all.dropFirst() }
        if !slips.isEmpty {
            Console.message(PersonPhrase.withdrawnAll(PersonStory.list(slips.map(\.id))))
        }
    }
}

/// Where and when sign-ups are taken.
struct Stall {
    let device: DeviceID
    /// The office's time.
    let now: Milliseconds

    init(_ notebook: Notebook) throws {
        device = try notebook.status().device
        now = try notebook.officeNow()
    }
}

/// Writes sign-ups, one change set each.
struct SignupWriter {
    private let notebook: Notebook
    private let rows: Rows
    private let stall: Stall

    init(_ notebook: Notebook, _ rows: Rows, _ stall: Stall) {
        self.notebook = notebook
        self.rows = rows
        self.stall = stall
    }

    /// Promises seats out of the list that this device was lent, if it has one with enough left.
    ///
    /// - Throws: `Failure` (usage for bad values, refused for a cancelled event).
    func add(_ pairs: [Words.Pair], to event: Row, id: RowID) throws -> Row {
        guard event[EventTable.status.id] != .text("cancelled") else {
            throw Failure(.refused, RowPhrase.eventNotOpen(Labels.title(event)))
        }
        var draft = Draft(Signups.table)
        try draft.set(SignupTable.event, to: .row(event.id))
        try RowVerbs(notebook, Signups.table).set(pairs, in: &draft, ValueParser(rows: rows))
        var row = Row(table: Signups.table, id: id, cells: try draft.cells(reading: rows))
        let promise = try SeatPromise(
            of: event.id, by: stall.device, now: stall.now, reading: rows)
        if let promise, promise.covers(party: row[SignupTable.partySize].integer ?? 1),
            try !hasSeat(row)
        {
            row[SignupTable.allotment] = .row(promise.list)
        }
        try rows.insert(row)
        return row
    }

    /// Whether the same person has seats for as many here already: nobody is promised two places.
    private func hasSeat(_ signup: Row) throws -> Bool {
        guard let outlook = try PersonOutlook(of: signup, reading: rows), outlook.likeness == .same
        else { return false }
        let other = outlook.other
        let isSure = other.hasPromisedSeat || other[SignupTable.status].text == "confirmed"
        let (wanted, had) = (signup[SignupTable.partySize], other[SignupTable.partySize])
        return isSure && wanted.integer ?? 1 <= had.integer ?? 1
    }

    /// Says that the sign-up is received; that it is confirmed only when the seats were lent to this device.
    static func acknowledge(_ row: Row, _ notebook: Notebook) throws {
        if notebook.isJSON {
            let outlook = try notebook.read { try PersonOutlook(of: row, reading: $0) }
            Console.result(JSON(row, looksLike: outlook).line)
        } else {
            let words = [
                SlipCode(for: row.id).description, TextTable.oneLine(Labels.title(row)),
                row[SignupTable.partySize.id].display ?? "1",
            ]
            Console.result(
                row[SignupTable.allotment].isNull
                    ? RowPhrase.received(words[0], words[1], words[2])
                    : SeatPhrase.confirmed(words[0], words[1], words[2]))
        }
    }
}
