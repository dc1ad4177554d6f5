internal import ArgumentParser

/// The root of all commands.
struct OfficeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feltbog-office", abstract: HelpText.program(), version: "0.1.0",
        subcommands: [
            InitCommand.self, ServeCommand.self, InviteCommand.self, DevicesCommand.self,
            ReportCommand.self, BackupCommand.self, RestoreCommand.self, DoctorCommand.self,
        ])
}
