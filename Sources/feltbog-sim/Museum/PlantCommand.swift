internal import ArgumentParser
internal import Foundation
internal import SyncSimulation

/// Plants the bugs of the past in a copy of the sources.
struct PlantCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plant",
        abstract: "Copy the sources and plant bugs in the copy, each behind a switch that is off.",
        discussion: """
            Build the copy as it stands; FELTBOG_MUTANT=NAME in the environment of the program switches \
            one of them on. Only files that have changed are written.
            """)

    @Option(help: "The package's folder.")
    var source = "."

    @Option(help: "The copy's folder.")
    var into: String

    @Flag(help: "Small mistakes everywhere in place of the exhibits.")
    var mutants = false

    func run() throws {
        let museum = try MuseumFolder(source)
        var tree = SourceTree(museum.texts)
        if mutants {
            try tree.plant(museum.sites())
        } else {
            try tree.plant(try museum.exhibits())
        }
        try tree.finish()
        let written = try museum.write(tree, into: URL(filePath: into))
        print("\(tree.switches.count) planted in \(into), \(written) files written")
    }
}
