internal import ArgumentParser
internal import GreenForum
internal import SyncOffice
internal import SyncTransport

/// `feltbog-office init`.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: HelpText.initialise())

    @OptionGroup var options: OfficeOptions
    @OptionGroup var reading: ReadingOptions

    @Option(help: ArgumentHelp(HelpText.ambassador(), valueName: "name"))
    var ambassador: String?

    @Option(help: ArgumentHelp(HelpText.name(), valueName: "name"))
    var name = "Feltbog"

    @Option(help: ArgumentHelp(HelpText.address(), valueName: "host:port"))
    var address: [String] = []

    @Option(help: ArgumentHelp(HelpText.expires(), valueName: "duration"))
    var expires = "7d"

    func run() throws {
        let ambassador = try Checks.name(ambassador, "--ambassador")
        let name = try Checks.name(name, "--name")
        let addresses = try Checks.addresses(address)
        let validMilliseconds = try Checks.duration(expires)
        let folder = options.folder
        try folder.make()
        let keys = try folder.makeKeys()
        let office = try folder.createOffice(name: name)
        defer { try? office.close() }
        if !addresses.isEmpty { try folder.write(addresses: addresses) }
        let member = try office.addMember(
            name: ambassador, role: Role.ambassador.rawValue, assignedTo: [])
        let (secret, expires) = try office.invite(
            member: member, validMilliseconds: validMilliseconds)
        Console.message(Sentence.made(name, folder.path))
        Console.message(Sentence.fingerprint("\(keys.fingerprint)"))
        try InvitePaper(
            office: office, keys: keys, addresses: folder.addresses(), secret: secret,
            expires: expires, memberName: ambassador, role: .ambassador
        ).show(asJSON: reading.isJSON)
    }
}
