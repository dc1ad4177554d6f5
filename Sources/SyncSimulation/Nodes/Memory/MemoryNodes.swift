internal import SyncProtocol

/// Nodes in memory: an office and replicas that speak in messages and code segments plainly.
final class MemoryNodes: NodeFactory {
    func makeReplica(_ setting: NodeSetting) -> any ReplicaNode {
        MemoryReplica(
            domain: setting.domain, clock: setting.clock, random: setting.random,
            pushLimit: setting.pushLimit)
    }

    func makeOffice(_ setting: NodeSetting) throws -> any OfficeNode {
        try MemoryOffice(
            domain: setting.domain, segments: PlainSegments(), clock: setting.clock,
            random: setting.random)
    }

    func makeKey(random: () -> UInt64) -> any SealingKey { PlainKey(random: random) }
}
