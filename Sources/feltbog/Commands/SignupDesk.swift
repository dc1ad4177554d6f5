internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// `signup desk EVENT`: fast keyboard entry at a stall.
///
/// One line in, one line out; each sign-up is on the disk before its line is answered.
struct SignupDesk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "desk", abstract: HelpPhrase.desk())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String

    func run() throws {
        let notebook = try Notebook(options)
        let event = try notebook.read {
            try RowFinder(rows: $0).find(self.event, in: EventTable.schema)
        }
        Console.message(RowPhrase.desk(Labels.title(event)))
        var written = 0
        var refused = 0
        while let line = readLine() {
            if line.allSatisfy(\.isWhitespace) { continue }
            do {
                let pairs = try Self.pairs(line)
                let stall = try Stall(notebook)
                let row = try notebook.write { rows, newID in
                    try SignupWriter(notebook, rows, stall).add(pairs, to: event, id: newID())
                }
                try SignupWriter.acknowledge(row, notebook)
                if !notebook.isJSON, let line = try Foresight(notebook).person(row) {
                    Console.result("  " + line)
                }
                written += 1
            } catch let failure as Failure where failure.exit == .usage {
                Console.message("! " + failure.sentence)
                refused += 1
            } catch let error as DomainError {
                Console.message("! " + error.sentence[.current])
                refused += 1
            }
        }
        Console.message(RowPhrase.deskEnd(String(written), String(refused)))
        try notebook.tellPending()
        if refused > 0 { throw Failure(.failed, RowPhrase.importRefused()) }
    }

    /// `navn; mail eller telefon; antal`: the last two may be missing, and stand in either order.
    static func pairs(_ line: String) throws -> [Words.Pair] {
        let parts = line.split(separator: ";", omittingEmptySubsequences: false).map {
            $0.trimmingPrefix(while: \.isWhitespace)
        }.map { String($0.reversed().trimmingPrefix(while: \.isWhitespace).reversed()) }
        guard (1...4).contains(parts.count), let name = parts.first, !name.isEmpty else {
            throw Failure(.usage, RowPhrase.deskFormat())
        }
        var pairs = [Words.Pair(name: "name", value: name)]
        for part in parts.dropFirst() where !part.isEmpty {
            if part.contains("@") {
                pairs.append(Words.Pair(name: "email", value: part))
            } else if part.count <= 3, Int(part) != nil {
                pairs.append(Words.Pair(name: "party_size", value: part))
            } else if part.allSatisfy({ $0.isNumber || "+ ()-.".contains($0) }) {
                pairs.append(Words.Pair(name: "phone", value: part))
            } else {
                throw Failure(.usage, RowPhrase.deskFormat())
            }
        }
        return pairs
    }
}
