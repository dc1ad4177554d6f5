internal import ArgumentParser

/// The root of all commands.
struct Feltbog: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feltbog", abstract: HelpPhrase.feltbog(), version: "0.1.0",
        subcommands: [
            InitCommand.self, JoinCommand.self, StatusCommand.self, SyncCommand.self,
            LogCommand.self, WhyCommand.self, DoctorCommand.self,
            NounCommand<Projects>.self, NounCommand<Groups>.self, NounCommand<Events>.self,
            NounCommand<Resources>.self, NounCommand<Themes>.self,
            NounCommand<Organisations>.self, MemberCommand.self, SignupCommand.self,
            CheckinCommand.self, BookingCommand.self, SeriesCommand.self, ConflictsCommand.self,
            ReturnedCommand.self,
        ])
}
