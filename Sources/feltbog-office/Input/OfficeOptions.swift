internal import ArgumentParser

/// What every command takes.
struct OfficeOptions: ParsableArguments {
    @Option(name: .customLong("data"), help: ArgumentHelp(HelpText.data(), valueName: "path"))
    var data: String?

    @Option(name: .customLong("lang"), help: ArgumentHelp(HelpText.lang(), valueName: "da|en"))
    var language: String?

    var folder: DataFolder { DataFolder(option: data, environment: Run.environment) }
}

/// What reading commands take besides.
struct ReadingOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: ArgumentHelp(HelpText.json()))
    var isJSON = false
}
