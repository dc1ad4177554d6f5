package import SyncEngine
package import SyncProtocol

/// What a node is made of.
package struct NodeSetting: Sendable {
    /// Unique in its world.
    package let name: String
    package let domain: any Domain
    package let clock: @Sendable () -> Milliseconds
    package let random: @Sendable () -> UInt64
    /// What befalls the disk is drawn from this.
    package let diskLuck: @Sendable () -> UInt64
    /// How many segments a replica has under way at most.
    package let pushLimit: Int

    /// - Parameter diskLuck: the node's own dice when `nil`.
    package init(
        name: String, domain: any Domain, clock: @escaping @Sendable () -> Milliseconds,
        random: @escaping @Sendable () -> UInt64,
        diskLuck: (@Sendable () -> UInt64)? = nil, pushLimit: Int = PushWindow.limitDefault
    ) {
        self.name = name
        self.domain = domain
        self.clock = clock
        self.random = random
        self.diskLuck = diskLuck ?? random
        self.pushLimit = pushLimit
    }
}

/// Makes one world's nodes of one kind. Lives as long as its world.
package protocol NodeFactory: AnyObject {
    /// An empty replica that has not joined.
    func makeReplica(_ setting: NodeSetting) throws -> any ReplicaNode
    /// A new office.
    func makeOffice(_ setting: NodeSetting) throws -> any OfficeNode
    /// A new key for somebody who has no replica.
    func makeKey(random: () -> UInt64) throws -> any SealingKey
}

/// What nodes keep their rows in.
package enum Backend: String, Hashable, Codable, Sendable, CaseIterable {
    /// Swift values: fast, nothing can be torn.
    case memory
    /// SQLite on disks.
    case disk

    package func makeFactory() throws -> any NodeFactory {
        switch self {
        case .memory: MemoryNodes()
        case .disk: DiskNodes()
        }
    }
}
