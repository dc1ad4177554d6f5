internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// One office and a few replicas on simulated disks, small enough to be copied thousands of times.
final class SweepStage {
    /// What somebody wanted to do at a replica, and whether he was told that it is done.
    struct Promise {
        let replica: Int
        let entry: Int64?
        let changes: [Change]
    }

    let time: VirtualTime
    let officeDisk: SimulatedDisk
    let disks: [SimulatedDisk]
    private let seed: UInt64
    private(set) var version: [UInt32]
    private var officeNode: DiskOffice?
    private var nodes: [Int: DiskReplica] = [:]
    var promises: [Promise] = []
    var secrets: [[UInt8]] = []
    /// What a scenario keeps for later.
    var image: NodeImage?
    var entry: Int64?
    /// Whether an office without memory is part of the plan.
    var officeWentBack = false
    private(set) var deployment = DeploymentID(1)

    /// Empty disks and an office.
    init(replicas: Int) throws {
        self.time = VirtualTime()
        self.seed = 1
        self.officeDisk = SimulatedDisk(seed: 1)
        self.disks = (0..<replicas).map { SimulatedDisk(seed: UInt64($0) + 2) }
        self.version = Array(repeating: 1, count: replicas + 1)
        self.deployment = try office.core.deployment
        for index in 0..<replicas {
            let member = try office.core.addMember(
                name: "lead \(index)", role: PlainRole.lead.rawValue, assignedTo: [],
                now: time.now)
            secrets.append(
                try office.core.invite(
                    member: member, validMilliseconds: 86_400_000, now: time.now
                ).secret)
        }
    }

    /// A copy, with other dice.
    init(_ template: SweepStage, seed: UInt64) {
        self.time = VirtualTime()
        self.time.move(to: template.time.now)
        self.seed = seed
        self.officeDisk = template.officeDisk.copy(seed: seed)
        self.disks = template.disks.enumerated().map {
            $0.element.copy(seed: seed &* 31 &+ UInt64($0.offset))
        }
        self.version = template.version
        self.promises = template.promises
        self.secrets = template.secrets
        self.image = template.image
        self.entry = template.entry
        self.officeWentBack = template.officeWentBack
        self.deployment = template.deployment
    }

    /// All processes end in good order, so that the disks can be copied.
    func close() throws {
        try officeNode?.restart(.nothing, domain: nil)
        for index in disks.indices { try nodes[index]?.restart(.nothing, domain: nil) }
    }

    var officeSchema: Schema { PlainDomain(version: version[disks.count]).schema }

    // MARK: Nodes

    var office: DiskOffice {
        get throws {
            if let officeNode { return officeNode }
            let node = try DiskOffice(setting(disks.count), on: officeDisk)
            officeNode = node
            return node
        }
    }

    func node(_ index: Int) throws -> DiskReplica {
        if let node = nodes[index] { return node }
        let node = try DiskReplica(setting(index), on: disks[index])
        nodes[index] = node
        return node
    }

    private func setting(_ index: Int) -> NodeSetting {
        let dice = Dice(seed: seed &* 1_000 &+ UInt64(index))
        let time = self.time
        return NodeSetting(
            name: "node \(index)", domain: PlainDomain(version: version[index]),
            clock: { time.now }, random: { dice.draw() })
    }

    /// Starts a replica or, with `nil`, the office again; a process that never came up is simply started.
    func restart(_ index: Int?, _ loss: Loss) throws {
        if let index {
            guard let node = nodes[index] else { return disks[index].restart(loss) }
            try node.restart(loss, domain: nil)
        } else {
            guard let officeNode else { return officeDisk.restart(loss) }
            try officeNode.restart(loss, domain: nil)
        }
    }

    /// A newer program on one node.
    func upgrade(_ index: Int?) throws {
        let place = index ?? disks.count
        version[place] = 2
        let domain = PlainDomain(version: 2)
        if let index {
            try node(index).restart(.nothing, domain: domain)
        } else {
            try office.restart(.nothing, domain: domain)
        }
    }

    // MARK: People

    /// One local transaction. It is promised when this returns, unless the process was gone by then.
    @discardableResult
    func write(
        _ index: Int,
        _ make: @escaping (any RowSource, () throws -> RowID) throws -> [Change]
    ) throws -> Int64? {
        var made: [Change] = []
        do {
            let entry = try node(index).write { rows, makeRowID in
                made = try make(rows, makeRowID)
                return made
            }
            let isTold = !disks[index].isDown
            promises.append(
                Promise(replica: index, entry: isTold ? entry : nil, changes: made))
            return entry
        } catch {
            promises.append(Promise(replica: index, entry: nil, changes: made))
            throw error
        }
    }

    /// The office is asked to let this device in; does nothing when it is in already.
    func join(_ index: Int) throws {
        let node = try node(index)
        guard try node.device() == nil else { return }
        let parcel = try node.enrolment(
            deployment: deployment, secret: secrets[index], name: "laptop")
        var answers: [Frame] = []
        try Exchange(self).talk(index, [parcel]) { answers.append($0) }
        for frame in answers {
            let message = try Message(frame: frame, schema: PlainDomain(version: 1).schema)
            guard case .enrolled(let enrolled) = message else { continue }
            try node.finishEnrolment(enrolled, deployment: deployment)
        }
    }

    /// Stands for the device's TLS key; a copied disk has it too.
    func fingerprint(_ index: Int) -> Hash256 {
        Hash256(of: Array("replica \(index == 2 ? 0 : index)".utf8))
    }

    /// Replica 2 becomes a copy of replica 0, as a laptop image.
    func copyLaptop() throws {
        try node(2).restore(node(0).image())
    }
}
