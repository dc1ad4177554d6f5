internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// `booking approve BOOKING [--reason …]`: says yes; where somebody else has the time, only the ambassador may, with
/// a reason.
struct BookingApprove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: BookingPhrase.approve(), aliases: ["godkend"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var booking: String
    @Option(
        name: [.long, .customLong("begrundelse")], help: ArgumentHelp(BookingPhrase.reasonOption()))
    var reason: String?

    func run() throws {
        try Notebook(options).decide(booking, "confirmed", reason, BookingPhrase.approved)
    }
}

/// `booking decline BOOKING --reason …`: says no; the time is free again.
struct BookingDecline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: BookingPhrase.decline(), aliases: ["afvis"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var booking: String
    @Option(
        name: [.long, .customLong("begrundelse")], help: ArgumentHelp(BookingPhrase.reasonOption()))
    var reason: String

    func run() throws {
        try Notebook(options).decide(booking, "declined", reason, BookingPhrase.declined)
    }
}

extension Notebook {
    /// Writes a person's word about a booking; whether the person may, the office says.
    fileprivate func decide(
        _ booking: String, _ status: String, _ reason: String?, _ sentence: BookingPhrase
    ) throws {
        let found = try read { try RowFinder(rows: $0).find(booking, in: Bookings.table) }
        let decided = status == "confirmed" ? ["confirmed", "moved"] : [status]
        if let old = found[BookingTable.status].text, decided.contains(old) {
            let word = Labels.choice(old, of: "status", in: "booking")
            return try acknowledge(found, BookingPhrase.already(Labels.title(found), word))
        }
        let row = try RowVerbs(self, Bookings.table).change(
            found.id.description, isQuiet: true
        ) { draft, _ in
            try draft.set(BookingTable.status, to: .text(status))
            if let reason { try draft.set(BookingTable.decisionReason, to: .text(reason)) }
        }
        let name = TextTable.oneLine(Labels.title(row))
        try acknowledge(row, sentence("«\(name)»", try shortID(row)))
    }
}
