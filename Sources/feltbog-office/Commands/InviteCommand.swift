internal import ArgumentParser
internal import GreenForum
internal import SyncOffice

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
        let all = event.isEmpty ? [] : try office.rows(in: EventTable.id)
        let events = try event.map { try EventFinder.find($0, in: all) }
        let member = try office.addMember(name: name, role: role.rawValue, assignedTo: events)
        let (secret, expires) = try office.invite(
            member: member, validMilliseconds: validMilliseconds)
        try InvitePaper(
            office: office, keys: keys,
            addresses: addresses.isEmpty ? folder.addresses() : addresses, secret: secret,
            expires: expires, memberName: name, role: role
        ).show(asJSON: reading.isJSON)
    }
}
