/// Real nodes, each on a simulated disk of its own.
package final class DiskNodes: NodeFactory {
    package init() {}

    package func makeReplica(_ setting: NodeSetting) throws -> any ReplicaNode {
        try DiskReplica(setting, on: SimulatedDisk(seed: setting.diskLuck()))
    }

    package func makeOffice(_ setting: NodeSetting) throws -> any OfficeNode {
        try DiskOffice(setting, on: SimulatedDisk(seed: setting.diskLuck()))
    }

    package func makeKey(random: () -> UInt64) throws -> any SealingKey {
        try SignedKey(random: random)
    }
}

extension DiskReplica: FaultyDisk {
    package func failSoon(_ dice: UInt64) { disk.failSoon(dice) }

    package func mend() { disk.heal() }

    package func holdFaults(_ areHeld: Bool) { disk.hold(areHeld) }

    package var isDown: Bool { disk.isDown }
}

extension DiskOffice: FaultyDisk {
    package func failSoon(_ dice: UInt64) { disk.failSoon(dice) }

    package func mend() { disk.heal() }

    package func holdFaults(_ areHeld: Bool) { disk.hold(areHeld) }

    package var isDown: Bool { disk.isDown }
}

extension SimulatedDisk {
    /// One of the next calls fails, in a way that the dice choose.
    func failSoon(_ dice: UInt64) {
        var dice = SeededRandom(seed: dice)
        let honest = DiskFault.allCases.filter { $0 != .lie }
        let fault = dice.pick(honest) ?? .error
        let nth = 1 + dice.below(dice.chance(50) ? 20 : 200)
        fail(fault.calls, nth: nth, with: fault, repeats: fault == .full && dice.chance(50))
    }
}
