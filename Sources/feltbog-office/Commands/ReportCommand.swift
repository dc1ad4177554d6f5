internal import ArgumentParser
internal import SyncOffice

/// `feltbog-office report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: HelpText.report())

    @OptionGroup var options: OfficeOptions
    @OptionGroup var reading: ReadingOptions

    func run() throws {
        let office = try options.folder.openOffice()
        defer { try? office.close() }
        try ReportPaper(report: office.report()).show(asJSON: reading.isJSON)
    }
}
