internal import ArgumentParser
internal import SyncProtocol
internal import SyncReplica

/// `status`: what is pending, what was returned, when the last sync was.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: HelpPhrase.status())

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let notebook = try Notebook(options)
        let status = try notebook.status()
        let standing =
            try status.identity.map { identity in
                try notebook.read {
                    try Standing(of: identity.member, $0, notebook.schema).lines
                }
            } ?? []
        guard !notebook.isJSON else { return Console.result(JSON(status, standing).line) }
        var lines: [(String, String)] = []
        if let identity = status.identity {
            lines.append(
                (SyncPhrase.member(), "\(identity.memberName) (\(Labels.role(identity.role)))"))
            lines.append((SyncPhrase.office(), identity.addresses.joined(separator: ", ")))
        } else {
            lines.append((SyncPhrase.office(), SyncPhrase.notJoined()))
        }
        lines.append((SyncPhrase.device(), status.device.description))
        lines.append((SyncPhrase.pending(), String(status.pending + status.sealed)))
        lines.append((SyncPhrase.lastSync(), status.lastSyncAt.map(Moment.local) ?? "–"))
        let width = lines.map(\.0.count).max() ?? 0
        for (name, value) in lines {
            Console.result(name + String(repeating: " ", count: width + 2 - name.count) + value)
        }
        notebook.tellAttention(status)
        guard !standing.isEmpty else { return }
        Console.result(SyncPhrase.standsWorse())
        for line in standing.prefix(Self.linesMax) { Console.result("  " + line) }
        if standing.count > Self.linesMax { Console.result("  …") }
    }

    private static let linesMax = 10
}

extension JSON {
    /// Stable keys. `not_as_wished`: own wishes that wait, were moved or declined, a line each.
    init(_ status: ReplicaStatus, _ standing: [String]) {
        self = .object([
            "pending": JSON(status.pending + status.sealed),
            "unsealed": JSON(status.pending), "sealed": JSON(status.sealed),
            "returned": JSON(status.returned), "held": JSON(status.held),
            "conflicts": JSON(status.openConflicts), "kept": JSON(status.kept),
            "last_sync": JSON(status.lastSyncAt.map(Moment.utc)),
            "clock_offset_ms": .integer(status.clockOffset),
            "device": .text(status.device.description),
            "sequence": JSON(status.cursor.sequence.rawValue),
            "epoch": .text(String(status.cursor.epoch.rawValue, radix: 16)),
            "head": .text(status.cursor.head.description),
            "member": JSON(status.identity?.memberName), "role": JSON(status.identity?.role),
            "member_id": JSON(status.identity?.member.description),
            "addresses": .array((status.identity?.addresses ?? []).map(JSON.text)),
            "joined": .boolean(status.identity != nil),
            "not_as_wished": .array(standing.map(JSON.text)),
        ])
    }
}
