internal import ArgumentParser
internal import GreenForum

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        name: .customLong("replica"),
        help: ArgumentHelp(HelpPhrase.replicaOption(), valueName: "path"))
    var replicaPath: String?

    @Option(
        name: .customLong("lang"),
        help: ArgumentHelp(HelpPhrase.languageOption(), valueName: "da|en"))
    var language: String?

    @Flag(name: .customLong("json"), help: ArgumentHelp(HelpPhrase.jsonOption()))
    var isJSON = false

    mutating func validate() throws {
        if let language, Language(rawValue: language) == nil {
            throw ValidationError(UsagePhrase.choice(language, "lang", "da, en"))
        }
    }

    /// `--replica`, else FELTBOG_REPLICA, else `feltbog/replica.sqlite` in the XDG data folder.
    var path: String {
        if let replicaPath { return replicaPath }
        if let path = environment("FELTBOG_REPLICA"), !path.isEmpty { return path }
        if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") {
            return data + "/feltbog/replica.sqlite"
        }
        return (environment("HOME") ?? ".") + "/.local/share/feltbog/replica.sqlite"
    }
}
