internal import SyncOffice

/// What a check found, as people and scripts see it.
struct FindingList {
    let findings: [Finding]

    /// One finding as scripts see it; the keys are documented and stay.
    struct Fields: Encodable {
        let severity: String
        let code: String
        let message: String

        init(_ finding: Finding) {
            self.severity = finding.severity.rawValue
            self.code = finding.code
            self.message = finding.message
        }
    }

    /// - Throws: `Failure` when data are wrong.
    func show(asJSON: Bool) throws {
        if asJSON {
            try Console.json(findings.map(Fields.init))
        } else {
            for finding in findings { Console.result(Self.line(finding)) }
            if findings.isEmpty { Console.message(Sentence.noFindings()) }
        }
        let faults = findings.count { $0.severity == .fault }
        if faults > 0 { throw Failure(.dataUnusable, Sentence.faults(String(faults))) }
    }

    static func line(_ finding: Finding) -> String {
        let severity =
            switch finding.severity {
            case .notice: Heading.notice()
            case .warning: Heading.warning()
            case .fault: Heading.fault()
            }
        return TextTable.oneLine("\(severity) \(finding.code): \(finding.message)")
    }
}
