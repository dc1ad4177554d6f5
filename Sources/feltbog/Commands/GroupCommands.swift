internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// `group join GROUP --name …`: a person takes part.
struct GroupJoin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join", abstract: HelpPhrase.groupJoin(),
        usage: "feltbog group join <group> --name … [--email …] [--phone …]",
        discussion: RowVerbs.columnsHelp(MembershipTable.schema))

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        var words = try Words(words)
        if !words.pairs.contains(where: { $0.name == "since" }) {
            let today = String(Moment.local(Moment.now()).prefix(10))
            words = Words(
                plain: words.plain, pairs: words.pairs + [.init(name: "since", value: today)])
        }
        try RowVerbs(notebook, MembershipTable.schema).add(words, leading: MembershipTable.group)
    }
}

/// `group leave GROUP NAME`: a person no longer takes part; the membership ends today.
struct GroupLeave: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave", abstract: HelpPhrase.groupLeave())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.groupArgument())) var group: String
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var person: String

    func run() throws {
        let notebook = try Notebook(options)
        let today = String(Moment.local(Moment.now()).prefix(10))
        let (row, title) = try notebook.write { rows, _ in
            let finder = RowFinder(rows: rows)
            let group = try finder.find(self.group, in: ForumGroupTable.schema)
            let members = try rows.all(
                MembershipTable.schema, where: MembershipTable.group, equals: .row(group.id))
            let row = try finder.find(
                person, among: members.filter { $0[MembershipTable.until.id].isNull },
                what: Labels.table(MembershipTable.schema))
            try rows.set([Cell(MembershipTable.until.id, .text(today))], of: row)
            return (row, Labels.title(group))
        }
        try notebook.acknowledge(row, RowPhrase.left(Labels.title(row), title))
    }
}

/// `group members GROUP`
struct GroupMembers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members", abstract: HelpPhrase.groupMembers())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.groupArgument())) var group: String

    func run() throws {
        let notebook = try Notebook(options)
        try RowVerbs(notebook, MembershipTable.schema).list(
            Words([group]), parent: MembershipTable.group)
    }
}
