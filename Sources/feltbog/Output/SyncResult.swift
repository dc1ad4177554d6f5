internal import SyncProtocol
internal import SyncReplica

/// A sync's report with what changed for the person by it.
struct SyncResult {
    let report: SyncReport
    let before: OutcomeTally
    let after: OutcomeTally
}

/// Open conflicts, and outcomes of rows made here: counted before and after a sync.
struct OutcomeTally: Hashable {
    var moved = 0
    var conflicts = 0
    var declined = 0
    var waitlisted = 0
}

extension JSON {
    /// Stable keys.
    init(_ result: SyncResult, _ news: News) {
        let report = result.report
        self = .object([
            "pushed": JSON(report.setsSent), "admitted": JSON(report.admitted),
            "returned": JSON(report.returned), "held": JSON(report.held),
            "moved": JSON(max(0, result.after.moved - result.before.moved)),
            "declined": JSON(max(0, result.after.declined - result.before.declined)),
            "conflicts": JSON(result.after.conflicts), "news": news.json,
            "rows_received": JSON(report.rowsReceived),
            "bytes_sent": JSON(report.bytesSent), "bytes_received": JSON(report.bytesReceived),
            "repaired": JSON(report.repaired), "kept": JSON(report.kept),
            "scopes_differing": JSON(report.scopesDiffering),
            "office_restored": .boolean(report.epochChanged),
            "new_identity": .boolean(report.reidentified),
            "sequence": JSON(report.cursor.sequence.rawValue),
        ])
    }
}

extension Notebook {
    /// Says quietly what a sync did.
    func tell(_ result: SyncResult) throws {
        let news = try News(self)
        if isJSON {
            Console.result(JSON(result, news).line)
        } else {
            let report = result.report
            var parts: [String] = []
            if report.setsSent > 0 {
                parts.append(SyncPhrase.pushed(String(report.setsSent), String(report.admitted)))
            }
            let moved = result.after.moved - result.before.moved
            for (count, phrase) in [
                (report.returned, SyncPhrase.returned), (report.held, .held), (moved, .moved),
                (result.after.conflicts, .conflicts), (report.repaired, .repaired),
            ] where count > 0 {
                parts.append(phrase(String(count)))
            }
            if parts.isEmpty, report.rowsReceived == 0 { parts.append(SyncPhrase.nothingNew()) }
            parts.append(
                SyncPhrase.received(
                    String(report.rowsReceived), String(report.bytesSent),
                    String(report.bytesReceived)))
            Console.result(SyncPhrase.done(parts.joined(separator: ", ")))
            if report.epochChanged { Console.message(SyncPhrase.restored()) }
            if report.reidentified { Console.message(SyncPhrase.newIdentity()) }
            if report.kept > 0 { Console.message(SyncPhrase.kept(String(report.kept))) }
        }
        try news.tell(self)
        try tellPending()
    }
}
