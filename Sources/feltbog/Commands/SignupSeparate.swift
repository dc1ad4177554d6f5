internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// `signup separate SIGNUP`: it is another person than the one that it was merged with, or would be.
///
/// An ordinary change of the sign-up, also without a network: who it is not is written down in it for good.
struct SignupSeparate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "separate", abstract: HelpPhrase.separate(), aliases: ["adskil"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var row: String

    func run() throws {
        let notebook = try Notebook(options)
        let (row, others) = try notebook.write { rows, _ in
            let row = try RowFinder(rows: rows).find(self.row, in: Signups.table)
            let others = try PersonSlips(of: row, reading: rows).all.map(\.id).filter {
                $0 != row.id
            }
            guard !others.isEmpty else {
                throw Failure(
                    .notFound, PersonPhrase.notMerged(PersonStory.name(row), PersonStory.slip(row)))
            }
            var draft = Draft(changing: row)
            let known = OtherPersons(row[SignupTable.notSame].text)?.ids ?? []
            let all = OtherPersons(known + others)
            try draft.set(SignupTable.notSame, to: all.text.map(Value.text) ?? .null)
            try rows.set(try draft.cells(reading: rows), of: row)
            return (draft.row, others)
        }
        try notebook.acknowledge(
            row,
            PersonPhrase.separated(
                PersonStory.name(row), PersonStory.slip(row), PersonStory.list(others)))
    }
}
