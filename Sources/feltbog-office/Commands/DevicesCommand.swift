internal import ArgumentParser
internal import SyncOffice
internal import SyncProtocol

/// `feltbog-office devices`.
struct DevicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices", abstract: HelpText.devices(),
        subcommands: [List.self, Revoke.self, GiveUp.self], defaultSubcommand: List.self)

    /// `feltbog-office devices list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: HelpText.devicesList())

        @OptionGroup var options: OfficeOptions
        @OptionGroup var reading: ReadingOptions

        func run() throws {
            let office = try options.folder.openOffice()
            defer { try? office.close() }
            try DeviceList(devices: office.devices()).show(asJSON: reading.isJSON)
        }
    }

    /// `feltbog-office devices revoke`.
    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: HelpText.devicesRevoke())

        @OptionGroup var options: OfficeOptions

        @Argument(help: ArgumentHelp(HelpText.device(), valueName: "device"))
        var device: String?

        func run() throws {
            guard let device else { throw Failure(.usage, Sentence.missingOption("DEVICE")) }
            let office = try options.folder.openOffice()
            defer { try? office.close() }
            let found = try DeviceList(devices: office.devices()).find(device)
            if found.revokedAt != nil {
                return Console.message(Sentence.deviceRevokedAlready(found.name))
            }
            try office.revoke(found.id)
            Console.message(Sentence.revoked(found.name, "\(found.id)"))
        }
    }

    /// `feltbog-office devices give-up`.
    struct GiveUp: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "give-up", abstract: HelpText.devicesGiveUp())

        @OptionGroup var options: OfficeOptions

        @Argument(help: ArgumentHelp(HelpText.device(), valueName: "device"))
        var device: String?

        func run() throws {
            guard let device else { throw Failure(.usage, Sentence.missingOption("DEVICE")) }
            let office = try options.folder.openOffice()
            defer { try? office.close() }
            let found = try DeviceList(devices: office.devices()).find(device)
            try office.giveUp(found.id)
            Console.message(Sentence.givenUp(found.name, "\(found.id)"))
        }
    }
}
