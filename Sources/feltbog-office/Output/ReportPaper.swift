internal import SyncOffice
internal import SyncProtocol

/// How the office stands, as people and scripts see it.
struct ReportPaper {
    let report: OfficeReport

    private struct Fields: Encodable {
        let name: String
        let deployment: String
        let epoch: String
        let sequence: UInt64
        let backedUpThrough: UInt64
        let rows: [String: Int]
        let openConflicts: Int
        let databaseBytes: Int64
        let devices: [DeviceList.Fields]
        let digests: [String: Digest]
        let findings: [FindingList.Fields]

        struct Digest: Encodable {
            let rows: UInt64
            let sum: String
        }
    }

    func show(asJSON: Bool) throws {
        if asJSON { return try Console.json(fields) }
        var table = TextTable([TextTable.oneLine(report.name), ""])
        table.add([Heading.deployment(), hexadecimal(report.deployment.rawValue)])
        table.add([Heading.sequence(), String(report.sequence.rawValue)])
        table.add([Heading.backedUp(), String(report.backedUpThrough.rawValue)])
        table.add([
            Heading.size(), Heading.kilobytes(String((report.databaseBytes + 1_023) / 1_024)),
        ])
        let active = report.devices.count { $0.revokedAt == nil }
        table.add([Heading.devices(), Heading.ofAll(String(active), String(report.devices.count))])
        table.add([Heading.openConflicts(), String(report.openConflicts)])
        for count in report.tables where count.rows > 0 {
            table.add([Heading.rows(count.table), String(count.rows)])
        }
        Console.result(table.rendered)
        for finding in report.findings { Console.message(FindingList.line(finding)) }
    }

    private var fields: Fields {
        Fields(
            name: report.name, deployment: hexadecimal(report.deployment.rawValue),
            epoch: hexadecimal(report.epoch.rawValue), sequence: report.sequence.rawValue,
            backedUpThrough: report.backedUpThrough.rawValue,
            rows: Dictionary(report.tables.map { ($0.table, $0.rows) }) { first, _ in first },
            openConflicts: report.openConflicts, databaseBytes: report.databaseBytes,
            devices: report.devices.map(DeviceList.Fields.init),
            digests: Dictionary(
                report.digests.map { (label($0.scope), digest($0.digest)) }
            ) { first, _ in first },
            findings: report.findings.map(FindingList.Fields.init))
    }

    private func digest(_ digest: Digest) -> Fields.Digest {
        Fields.Digest(rows: digest.count, sum: hexadecimal(digest.sum))
    }

    private func label(_ scope: Scope) -> String {
        switch scope {
        case .shared: "shared"
        case .office: "office"
        case .allRows: "all-rows"
        case .row(let row): "\(row)"
        }
    }

    private func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
