internal import ArgumentParser
internal import SyncSimulation

/// Runs simulated worlds: replicas and an office on virtual time, one world a seed.
@main
struct FeltbogSim: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feltbog-sim",
        abstract:
            "Run simulated worlds of replicas and an office; the same seed gives the same world.",
        subcommands: [
            RunCommand.self, ShrinkCommand.self, SweepCommand.self, FlipCommand.self,
            FlipPartCommand.self, MuseumCommand.self, MutantsCommand.self, PlantCommand.self,
            ReportCommand.self,
        ], defaultSubcommand: RunCommand.self)
}

extension Profile: ExpressibleByArgument {}
extension Backend: ExpressibleByArgument {}
