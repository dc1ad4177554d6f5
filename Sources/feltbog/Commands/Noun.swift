internal import ArgumentParser
internal import GreenForum
internal import SyncProtocol

/// One kind of row that people work with. The verbs are written once and driven by its schema.
protocol Noun: Sendable {
    static var table: TableSchema { get }
    /// The word on the command line.
    static var word: String { get }
    /// The same word in Danish, and other natural ones.
    static var aliases: [String] { get }
    /// The column that the first plain word after `add` fills.
    static var leading: ColumnSchema { get }
    static var about: HelpPhrase { get }
    /// Verbs beside the common ones.
    static var verbs: [any ParsableCommand.Type] { get }
}

extension Noun {
    static var verbs: [any ParsableCommand.Type] { [] }
}

/// `feltbog project …` and its sisters.
struct NounCommand<N: Noun>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: N.word, abstract: N.about(),
            subcommands: [
                AddCommand<N>.self, ListCommand<N>.self, ShowCommand<N>.self, EditCommand<N>.self,
                RemoveCommand<N>.self, ImportCommand<N>.self,
            ] + N.verbs,
            aliases: N.aliases)
    }
}

enum Themes: Noun {
    static let table = ThemeTable.schema
    static let word = "theme"
    static let aliases = ["tema"]
    static let leading = ThemeTable.name
    static let about = HelpPhrase.theme
}

enum Organisations: Noun {
    static let table = OrganisationTable.schema
    static let word = "organisation"
    static let aliases = ["org", "virksomhed", "forening"]
    static let leading = OrganisationTable.name
    static let about = HelpPhrase.organisation
}

enum Projects: Noun {
    static let table = ProjectTable.schema
    static let word = "project"
    static let aliases = ["projekt"]
    static let leading = ProjectTable.title
    static let about = HelpPhrase.project
}

enum Groups: Noun {
    static let table = ForumGroupTable.schema
    static let word = "group"
    static let aliases = ["gruppe", "arbejdsgruppe"]
    static let leading = ForumGroupTable.name
    static let about = HelpPhrase.group
    static var verbs: [any ParsableCommand.Type] {
        [GroupJoin.self, GroupLeave.self, GroupMembers.self]
    }
}

enum Events: Noun {
    static let table = EventTable.schema
    static let word = "event"
    static let aliases = ["møde", "arrangement"]
    static let leading = EventTable.title
    static let about = HelpPhrase.event
    static var verbs: [any ParsableCommand.Type] {
        [
            EventAssign.self, EventUnassign.self, EventCheckout.self, EventReturn.self,
            EventLists.self, EventClose.self,
        ]
    }
}

enum Resources: Noun {
    static let table = ResourceTable.schema
    static let word = "resource"
    static let aliases = ["lokale", "udstyr"]
    static let leading = ResourceTable.name
    static let about = HelpPhrase.resource
}
