internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// `feltbog-office invite`; works also while `serve` runs, since the store lets one process write at a time.
struct InviteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: HelpText.invite())

    @OptionGroup var options: OfficeOptions
    @OptionGroup var reading: ReadingOptions

    @Option(help: ArgumentHelp(HelpText.member(), valueName: "name"))
    var member: String?

    @Option(
        help: ArgumentHelp(
            HelpText.role(), valueName: Role.allCases.map(\.rawValue).joined(separator: "|")))
    var role: String?

    @Option(help: ArgumentHelp(HelpText.event(), valueName: "event"))
    var event: [String] = []

    @Option(help: ArgumentHelp(HelpText.group(), valueName: "group"))
    var group: [String] = []

    @Flag(name: .customLong("new"), help: ArgumentHelp(HelpText.newMember()))
    var isNew = false

    @Option(help: ArgumentHelp(HelpText.expires(), valueName: "duration"))
    var expires = "7d"

    @Option(help: ArgumentHelp(HelpText.address(), valueName: "host:port"))
    var address: [String] = []

    func run() throws {
        let name = try Checks.name(member, "--member")
        let role = try Checks.role(role)
        let addresses = try Checks.addresses(address)
        let validMilliseconds = try Checks.duration(expires)
        let folder = options.folder
        let office = try folder.openOffice()
        defer { try? office.close() }
        let keys = try folder.keys()
        let subjects =
            try find(event, in: EventTable.id, by: EventTable.title.id, office)
            + find(group, in: ForumGroupTable.id, by: ForumGroupTable.name.id, office)
        let member = try member(name, role, office)
        try office.assign(member, to: subjects)
        let (secret, expires) = try office.invite(
            member: member, validMilliseconds: validMilliseconds)
        try InvitePaper(
            office: office, keys: keys,
            addresses: addresses.isEmpty ? folder.addresses() : addresses, secret: secret,
            expires: expires, memberName: name, role: role
        ).show(asJSON: reading.isJSON)
    }

    private func find(
        _ texts: [String], in table: TableID, by column: ColumnID, _ office: Office
    ) throws -> [RowID] {
        guard !texts.isEmpty else { return [] }
        let finder = RowFinder(rows: try office.rows(in: table), name: column)
        return try texts.map { try finder.find($0).id }
    }

    /// The member of that name and role, so that a second device belongs to the same person; else a new one.
    private func member(_ name: String, _ role: Role, _ office: Office) throws -> RowID {
        let members = try office.rows(in: SystemTables.member.id).filter { row in
            row["name"].text == name && row["role"].text == role.rawValue
                && row["status"].text == "active"
        }
        guard !isNew, let known = members.first else {
            return try office.addMember(name: name, role: role.rawValue)
        }
        guard members.count == 1 else {
            throw Failure(.usage, Sentence.memberAmbiguous(name, role.rawValue))
        }
        Console.message(Sentence.sameMember(name, role.rawValue))
        return known.id
    }
}
