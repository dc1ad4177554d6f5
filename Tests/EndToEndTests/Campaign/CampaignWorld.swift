import Foundation
import Testing

/// An office, an ambassador and volunteers as real programs, to which one thing after another happens. All
/// choices come from one seed; the moments of kills do not repeat exactly.
final class CampaignWorld {
    enum Fault: String, CaseIterable {
        case killedWriting, killedSyncing, killedOffice, stoppedClient, stoppedOffice
        case cutToClient, cutToOffice, steppedClock, backedUp, restored, copied
    }

    private let office: Office
    private let proxy: CutProxy
    private let ambassador: Client
    private var volunteers: [Client] = []
    private var clocks: [ClockShim] = []
    private var seeded: Seeded
    private var names = 0
    private var backups: [String] = []
    private var backupsMade = 0
    private var copies = 0
    /// Sign-ups whose slip codes were printed: nothing may lose or double one of these.
    private(set) var acknowledged: Set<String> = []
    private(set) var counts: [String: Int] = [:]
    private let seed: UInt64
    /// What happened to whom, for whoever has to find out why.
    private var story: [String] = []

    init(seed: UInt64) throws {
        self.seed = seed
        seeded = Seeded(seed)
        let folder = try Folder()
        office = try Office(folder)
        proxy = try CutProxy(to: office.port)
        ambassador = try office.client("Ambassadøren", "ambassador")
        try ambassador.must(
            "event", "add", "Møde", "--start", "2027-03-18 17:00", "--end", "19:00", "--status",
            "published")
        try ambassador.sync()
        for number in 1...2 {
            var client = try office.client(
                "Frivillig \(number)", "volunteer", events: ["Møde"], through: proxy.port)
            let clock = try ClockShim(folder, "clock \(number)")
            client.environment = clock.environment
            try client.sync()
            volunteers.append(client)
            clocks.append(clock)
        }
    }

    /// One thing happens to somebody at work.
    func cycle() throws {
        let fault = Fault.allCases[below(Fault.allCases.count)]
        let place = below(volunteers.count)
        let client = volunteers[place]
        story.append("\(fault.rawValue) \(place)")
        switch fault {
        case .killedWriting: try killWriting(client)
        case .killedSyncing: try killSyncing(client)
        case .killedOffice: try killOffice(client)
        case .stoppedClient: try stopClient(client, volunteers[(place + 1) % volunteers.count])
        case .stoppedOffice: try stopOffice(client)
        case .cutToClient: try cut(client, .toClient)
        case .cutToOffice: try cut(client, .toOffice)
        case .steppedClock:
            let steps: [Int64] = [0, 3_600, -3_600, -1_795_000_000, 2_300_000_000, -86_400]
            try clocks[place % clocks.count].shift(seconds: steps[below(steps.count)])
            try write(client, 2)
        case .backedUp:
            backupsMade += 1
            backups.append("backup \(backupsMade)")
            try office.run("backup", office.folder.file(backups[backups.count - 1]))
        case .restored:
            guard !backups.isEmpty else { return try cycle() }
            try write(client, 1)
            _ = try tries(client)
            try office.restore(backups[below(backups.count)], keepsMarkFile: below(2) == 0)
        case .copied:
            guard copies == 0 else { return try cycle() }
            copies += 1
            try write(client, 2)
            volunteers.append(try client.copied(as: "Kopi"))
            try write(client, 1)
            try write(volunteers[volunteers.count - 1], 1)
            // A device that the office made after a backup is unknown to that backup.
            for client in [client, volunteers[volunteers.count - 1]] { try client.sync() }
            backups = []
        }
        counts[fault.rawValue, default: 0] += 1
    }

    /// Everything is sound again: nothing acknowledged is lost, nothing is doubled, all agree and are quiet.
    func heal() throws {
        proxy.cut(after: nil)
        let everybody = volunteers + [ambassador]
        try expectAgreement(everybody, readers: [ambassador], office)
        let central = try ambassador.slips()
        #expect(Set(central).count == central.count, "doubled")
        let lost = acknowledged.subtracting(central)
        #expect(lost.isEmpty, "seed \(seed): lost \(lost.sorted()) in \(story)")
        counts["losses", default: 0] += lost.count
        counts["checked sign-ups", default: 0] += acknowledged.count
        for client in volunteers {
            #expect(try client.slips() == central)
            #expect(try client.rows("returned", "list").isEmpty)
        }
    }

    func end() throws {
        proxy.close()
        try office.stop()
    }

    // MARK: What happens

    private func killWriting(_ client: Client) throws {
        let child = try client.start(["signup", "desk", "Møde"], input: lines(80))
        try child.wait(until: { child.output.contains("\n") })
        usleep(UInt32(below(40_000)))
        child.signal(SIGKILL)
        _ = try child.wait()
        acknowledge(
            child.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast())
    }

    private func killSyncing(_ client: Client) throws {
        try write(client, 3)
        let child = try syncing(client)
        child.signal(SIGKILL)
        _ = try child.wait()
    }

    private func killOffice(_ client: Client) throws {
        try write(client, 3)
        let child = try syncing(client)
        try office.kill()
        let exit = try child.wait()
        #expect([0, 5].contains(exit), "\(exit) \(child.errors)")
        try office.start()
    }

    /// While one is stopped in the middle of a sync, others sync; then it goes on where it was.
    private func stopClient(_ client: Client, _ other: Client) throws {
        try write(client, 3)
        let child = try syncing(client)
        child.signal(SIGSTOP)
        try write(other, 1)
        try other.sync()
        child.signal(SIGCONT)
        let exit = try child.wait()
        #expect(exit == 0, "\(exit) \(child.errors)")
    }

    /// While the office is stopped in the middle of a sync, the same replica takes sign-ups.
    private func stopOffice(_ client: Client) throws {
        try write(client, 3)
        let child = try syncing(client)
        office.signal(SIGSTOP)
        try write(client, 2)
        office.signal(SIGCONT)
        let exit = try child.wait()
        #expect(exit == 0, "\(exit) \(child.errors)")
    }

    private func cut(_ client: Client, _ direction: CutProxy.Direction) throws {
        try write(client, 3)
        proxy.cut(after: below(5_000), direction)
        _ = try tries(client)
        proxy.cut(after: nil)
    }

    // MARK: People at work

    /// A sync that was begun some time ago.
    private func syncing(_ client: Client) throws -> Child {
        let child = try client.start(["sync"])
        usleep(UInt32(below(200_000)))
        return child
    }

    /// A sync that may be cut; says whether it was not.
    private func tries(_ client: Client) throws -> Bool {
        let answer = try client.run("sync")
        #expect([0, 5].contains(answer.exit), "\(answer.exit) \(answer.errors)")
        return answer.exit == 0
    }

    private func write(_ client: Client, _ count: Int) throws {
        acknowledge(try client.must("signup", "desk", "Møde", input: lines(count)).lines[...])
    }

    private func lines(_ count: Int) -> String {
        (1...count).map { _ in
            names += 1
            return "Gæst \(names)\n"
        }.joined()
    }

    private func acknowledge(_ lines: some Collection<some StringProtocol>) {
        for line in lines {
            let slip = String(line.prefix(9))
            #expect(acknowledged.insert(slip).inserted, "\(slip) given out twice")
        }
    }

    private func below(_ bound: Int) -> Int { Int(seeded.next() % UInt64(bound)) }
}
