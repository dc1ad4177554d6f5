internal import ArgumentParser
internal import SyncProtocol
internal import SyncReplica

/// `init`: an empty replica, usable at once; it may join an office later.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: HelpPhrase.initialise())

    @OptionGroup var options: GlobalOptions

    func run() throws {
        try Notebook.create(options)
        Console.result(SyncPhrase.made(options.path))
    }
}

/// `join INVITE`: makes the replica if there is none, checks the office's key, proves the invite.
struct JoinCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join", abstract: HelpPhrase.join())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.inviteArgument())) var invite: String
    @Option(help: ArgumentHelp(HelpPhrase.deviceName())) var name: String?

    func run() async throws {
        guard let invite = try? Invite(text: invite) else {
            throw Failure(.usage, SyncPhrase.inviteBad())
        }
        let notebook = try Notebook.openOrCreate(options)
        let identity = try await OfficeLine(notebook).join(invite, deviceName: name ?? hostName())
        if notebook.isJSON {
            Console.result(
                JSON.object([
                    "member": .text(identity.memberName), "role": .text(identity.role),
                    "device": .text(identity.device.description),
                    "member_id": .text(identity.member.description),
                ]).line)
        } else {
            Console.result(
                SyncPhrase.joined(identity.memberName, Labels.role(identity.role)))
        }
    }
}
