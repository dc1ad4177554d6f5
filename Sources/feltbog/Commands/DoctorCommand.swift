internal import ArgumentParser
internal import SyncReplica

/// `doctor`: examines the replica, mends what can be mended.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: HelpPhrase.doctor())

    @OptionGroup var options: GlobalOptions
    @Flag(help: ArgumentHelp(HelpPhrase.doctorRepair())) var repair = false

    func run() throws {
        let notebook = try Notebook(options)
        let findings = try notebook.doctor(repair: repair)
        if notebook.isJSON {
            Console.result(
                JSON.object([
                    "findings": .array(
                        findings.map {
                            .object([
                                "code": .text($0.code.rawValue), "subject": .text($0.subject),
                                "repaired": .boolean($0.isRepaired),
                            ])
                        }),
                    "digests": try notebook.digests(),
                ]).line)
        } else {
            for finding in findings {
                let what = "\(finding.code.rawValue) \(finding.subject)"
                Console.result(
                    finding.isRepaired
                        ? SyncPhrase.doctorRepaired(what) : SyncPhrase.doctorBad(what))
            }
            if findings.isEmpty { Console.result(SyncPhrase.doctorGood()) }
        }
        guard findings.allSatisfy(\.isRepaired) else {
            throw Failure(.replicaUnusable, SyncPhrase.damaged(notebook.path))
        }
    }
}
