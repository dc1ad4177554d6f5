internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// `event assign EVENT MEMBER`: the member is sent the event's sign-ups and may write them.
struct EventAssign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: HelpPhrase.eventAssign())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String
    @Argument(help: ArgumentHelp(HelpPhrase.memberArgument())) var member: String

    func run() throws {
        let notebook = try Notebook(options)
        let (row, event, member) = try notebook.write { rows, newID in
            let finder = RowFinder(rows: rows)
            let event = try finder.find(self.event, in: EventTable.schema)
            let member = try finder.find(self.member, in: SystemTables.member)
            let table = SystemTables.assignment
            let known = try rows.all(table, where: table["member"]!, equals: .row(member.id))
                .first { $0["subject"] == .row(event.id) && $0["until_at"].isNull }
            if let known { return (known, event, member) }
            var row = Row(table: table, id: try newID(), cells: [])
            row["member"] = .row(member.id)
            row["subject"] = .row(event.id)
            try rows.insert(row)
            return (row, event, member)
        }
        try notebook.acknowledge(
            row, RowPhrase.assigned(Labels.title(member), Labels.title(event)))
    }
}

/// `event unassign EVENT MEMBER`
struct EventUnassign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unassign", abstract: HelpPhrase.eventUnassign())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String
    @Argument(help: ArgumentHelp(HelpPhrase.memberArgument())) var member: String

    func run() throws {
        let notebook = try Notebook(options)
        let (row, event, member) = try notebook.write { rows, _ in
            let finder = RowFinder(rows: rows)
            let event = try finder.find(self.event, in: EventTable.schema)
            let member = try finder.find(self.member, in: SystemTables.member)
            let table = SystemTables.assignment
            let found = try rows.all(table, where: table["member"]!, equals: .row(member.id))
                .filter { $0["subject"] == .row(event.id) }
            guard let first = found.first else {
                throw Failure(
                    .notFound, UsagePhrase.notFound(Labels.table(table), Labels.title(member)))
            }
            for row in found { try rows.delete(row) }
            return (first, event, member)
        }
        try notebook.acknowledge(
            row, RowPhrase.unassigned(Labels.title(member), Labels.title(event)))
    }
}

/// `member list|show`: who is who.
struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: HelpPhrase.member(),
        subcommands: [ListCommand<Members>.self, ShowCommand<Members>.self],
        aliases: ["medlem"])
}

enum Members: Noun {
    static let table = SystemTables.member
    static let word = "member"
    static let aliases = ["medlem"]
    static let leading = SystemTables.member.columns[0]
    static let about = HelpPhrase.member
}
