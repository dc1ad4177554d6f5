internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Check-ins: facts, so they are added and declared void, never edited or removed.
enum Checkins: Noun {
    static let table = CheckinTable.schema
    static let word = "checkin"
    static let aliases = ["fremmøde"]
    static let leading = CheckinTable.event
    static let about = HelpPhrase.checkin
}

/// `feltbog checkin …`
struct CheckinCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Checkins.word, abstract: Checkins.about(),
        subcommands: [
            CheckinAdd.self, CheckinList.self, ShowCommand<Checkins>.self, CheckinVoid.self,
        ],
        aliases: Checkins.aliases)
}

/// `checkin add SLIP|SIGNUP`, `checkin add EVENT SIGNUP`, `checkin add EVENT --walk-in NAME`
struct CheckinAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: HelpPhrase.checkinAdd(),
        usage: """
            feltbog checkin add <slip|signup> [--door A] [--party 2] [--at 17.02]
                   feltbog checkin add <event> <signup> [--door A]
                   feltbog checkin add <event> --walk-in <name> [--door A] [--party 2]
            """)

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        let words = try Words(words)
        let now = try notebook.officeNow()
        let arrival = try notebook.write { rows, newID in
            try CheckinWriter(rows, now: now).add(words, id: newID)
        }
        if notebook.isJSON {
            let short = try notebook.shortID(arrival.checkin)
            Console.result(arrival.json(short: short).line)
        } else {
            for line in arrival.lines(now: now) { Console.result(line) }
        }
        try notebook.tellPending()
    }
}

/// `checkin list [EVENT] [--door A]`: void ones too.
struct CheckinList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: HelpPhrase.checkinList(),
        usage: "feltbog checkin list [event] [--column value …] [--json]")

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        let found = try RowVerbs(notebook, Checkins.table).found(
            Words(words), parent: CheckinTable.event)
        try notebook.show(checkins: found)
    }
}

/// `checkin void CHECKIN --reason TEXT`: it does not count after all; nothing brings it back.
struct CheckinVoid: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "void", abstract: HelpPhrase.checkinVoid(), aliases: ["ugyldig"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.checkinWhich())) var checkin: String
    @Option(
        name: [.long, .customLong("begrundelse")], help: ArgumentHelp(HelpPhrase.voidReason()))
    var reason: String?

    func run() throws {
        let notebook = try Notebook(options)
        let now = try notebook.officeNow()
        let reason = CleanText.block(self.reason ?? "")
        guard !reason.isEmpty else { throw Failure(.usage, CheckinPhrase.reasonMissing()) }
        let (row, sentence) = try notebook.write { rows, _ in
            let row = try find(rows, now)
            let name = try CheckinText(row, rows).name
            let place = CheckinText.place(row, now: now)
            if let known = row[CheckinTable.voidReason].text {
                return (row, CheckinPhrase.alreadyVoid(name, place, TextTable.oneLine(known)))
            }
            let before = try CheckinText.guest(of: row, rows)
            var draft = Draft(changing: row)
            try draft.set(CheckinTable.voidReason, to: .text(reason))
            try rows.set(try draft.cells(reading: rows), of: row)
            let said = CheckinPhrase.voided(name, place)
            guard let before, before.first.id == row.id else { return (draft.row, said) }
            let next = before.again.first.map {
                CheckinPhrase.nowCounts(CheckinText.place($0, now: now))
            }
            return (draft.row, said + " " + (next ?? CheckinPhrase.nobodyNow(name)))
        }
        try notebook.acknowledge(row, sentence)
    }

    /// The check-in by its id or the walk-in's name, or the only one of a sign-up that counts.
    private func find(_ rows: Rows, _ now: Milliseconds) throws -> Row {
        let finder = RowFinder(rows: rows)
        if let row = try finder.findIfAny(checkin, in: Checkins.table) { return row }
        let signup = try finder.findIfAny(checkin, in: SignupTable.schema)
        let own =
            try signup.map {
                try rows.all(Checkins.table, where: CheckinTable.signup, equals: .row($0.id))
            } ?? []
        let valid = own.filter(Attendance.counts)
        guard let row = valid.first ?? own.last else {
            throw Failure(
                .notFound, UsagePhrase.notFound(Labels.table(Checkins.table), checkin))
        }
        guard valid.count <= 1 else {
            let names = valid.map { "\(ShortID.full($0.id)) \(CheckinText.place($0, now: now))" }
            throw Failure(
                .notFound, UsagePhrase.ambiguous(checkin, names.joined(separator: ", ")))
        }
        return row
    }
}
