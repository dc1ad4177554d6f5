internal import ArgumentParser
internal import SyncOffice

/// `feltbog-office doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: HelpText.doctor())

    @OptionGroup var options: OfficeOptions
    @OptionGroup var reading: ReadingOptions

    func run() throws {
        let office = try options.folder.openOffice()
        defer { try? office.close() }
        try FindingList(findings: office.doctor()).show(asJSON: reading.isJSON)
    }
}
