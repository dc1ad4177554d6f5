internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Bookings: the common verbs, and what a wish for a room needs.
enum Bookings: Noun {
    static let table = BookingTable.schema
    static let word = "booking"
    static let aliases = ["book"]
    static let leading = BookingTable.resource
    static let about = HelpPhrase.booking
}

/// `feltbog booking …`
struct BookingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Bookings.word, abstract: Bookings.about(),
        subcommands: [
            BookingAdd.self, BookingList.self, ShowCommand<Bookings>.self,
            EditCommand<Bookings>.self, BookingMove.self, BookingWithdraw.self,
            BookingAccept.self, BookingApprove.self, BookingDecline.self, BookingFree.self,
        ],
        aliases: Bookings.aliases)
}

/// `booking add RESOURCE --start … --end … [--alternative "ROOM; START; END"]…`
struct BookingAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: HelpPhrase.add(),
        usage:
            "feltbog booking add <resource> --start … --end … [--alternative \"<resource>; <start>; <end>\" …]",
        discussion: HelpPhrase.alternatives() + "\n\n" + RowVerbs.columnsHelp(Bookings.table))

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        var words = try Words(words)
        let alternatives = words.takeAll("alternative", "alternativ")
        var notes: [String] = []
        let (row, outlook) = try notebook.write { rows, newID in
            let resource = try RowFinder(rows: rows).find(
                words.takePlain("<\(Labels.table(ResourceTable.schema))>"),
                in: ResourceTable.schema)
            try words.refuseRest()
            var draft = Draft(Bookings.table)
            try draft.set(BookingTable.resource, to: .row(resource.id))
            try RowVerbs(notebook, Bookings.table).set(
                words.pairs, in: &draft, ValueParser(rows: rows))
            guard let wish = RoomSlot(wishedBy: draft.row) else {
                let missing = draft.row[BookingTable.wallStart].isNull ? "start" : "end"
                throw Failure(.usage, UsagePhrase.required(missing))
            }
            let slots = try alternatives.map { try SlotText.parse($0, rows: rows, wish: wish) }
            guard slots.count <= RoomSlot.alternativesMax else {
                throw Failure(
                    .usage, BookingPhrase.alternativesMax(String(RoomSlot.alternativesMax)))
            }
            notes = SlotText.overlaps(slots)
            if let text = RoomSlot.text(of: slots) {
                try draft.set(BookingTable.alternatives, to: .text(text))
            }
            let row = Row(
                table: Bookings.table, id: try newID(), cells: try draft.cells(reading: rows))
            try rows.insert(row)
            return (row, try OutlookText(row, rows))
        }
        try notebook.tell(row, outlook)
        for note in notes { Console.message(note) }
    }
}

/// `booking list [RESOURCE]`
struct BookingList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: HelpPhrase.list(),
        usage: "feltbog booking list [resource] [--column value …] [--json]")

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        try RowVerbs(notebook, Bookings.table).list(Words(words), parent: BookingTable.resource)
    }
}

/// `booking move BOOKING [--resource …] [--start …] [--end …]`
struct BookingMove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: HelpPhrase.bookingMove(),
        usage: "feltbog booking move <booking> [--resource …] [--start …] [--end …]")

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        var words = try Words(words)
        let word = try words.takePlain("<\(Labels.table(Bookings.table))>")
        try words.refuseRest()
        guard !words.pairs.isEmpty else { throw Failure(.usage, UsagePhrase.nothingToChange()) }
        let verbs = RowVerbs(notebook, Bookings.table)
        let row = try verbs.change(word, isQuiet: true) { draft, rows in
            try verbs.set(words.pairs, in: &draft, ValueParser(rows: rows))
        }
        try notebook.tell(row, notebook.read { try OutlookText(row, $0) })
    }
}

/// `booking withdraw BOOKING`
struct BookingWithdraw: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: HelpPhrase.withdraw())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var booking: String

    func run() throws {
        let notebook = try Notebook(options)
        let row = try RowVerbs(notebook, Bookings.table).change(booking, isQuiet: true) {
            draft, _ in
            try draft.set(BookingTable.wish, to: .text("out"))
        }
        try notebook.acknowledge(
            row, RowPhrase.withdrawn(Labels.title(row), try notebook.shortID(row)))
    }
}

/// `booking accept BOOKING [N]`: takes the office's n-th suggestion as the new wish.
struct BookingAccept: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: HelpPhrase.bookingAccept())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var booking: String
    @Argument(help: ArgumentHelp(HelpPhrase.suggestionArgument())) var number: Int = 1

    func run() throws {
        let notebook = try Notebook(options)
        let row = try RowVerbs(notebook, Bookings.table).change(booking, isQuiet: true) {
            draft, rows in
            let slots = try OutlookText.suggestions(for: draft.row, rows)
            guard slots.indices.contains(number - 1) else {
                throw Failure(
                    .notFound, BookingPhrase.noSuggestion(String(number), String(slots.count)))
            }
            for cell in slots[number - 1].wishCells {
                guard let column = Bookings.table[cell.column] else { continue }
                try draft.set(column, to: cell.value)
            }
        }
        try notebook.tell(row, notebook.read { try OutlookText(row, $0) })
    }
}
