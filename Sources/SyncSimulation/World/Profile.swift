/// Which troubles a world is likely to have.
package enum Profile: String, Hashable, Codable, Sendable, CaseIterable {
    case all, calm, network, crash, restore, clone, clock, disk, schema, rights, adversary
    /// Everything in each world, what is rare as often as the rest: for the cells that others leave empty.
    case even

    typealias Weights = [(Step.Kind, Int)]

    /// What happens in every world, in parts of a hundred or so.
    static let people: Weights = [
        (.work, 42), (.burst, 6), (.retry, 3), (.discard, 1), (.sync, 22), (.goLive, 4),
        (.hangUp, 1), (.rest, 3),
    ]

    private static let evenWeight = 3
    /// What comes of other steps only seldom, or lasts only for moments.
    private static let seldom: Weights = [
        (.retry, 7), (.discard, 9), (.hangUp, 12), (.cutSync, 5), (.failReplicaDisk, 9),
        (.failOfficeDisk, 9),
    ]

    /// The groups of troubles, and how likely in a hundred each is to be in a world of this profile.
    ///
    /// Kinds that came later than their group stand apart: their weights are drawn from dice of their own, so that
    /// worlds without them stay what their seeds made them.
    var groups: [(weights: Weights, late: Weights, percent: Int)] {
        let every: [(Profile, Weights, Int)] = [
            (.network, Troubles.network, 70), (.crash, Troubles.crash, 45),
            (.crash, Troubles.power, 25),
            (.restore, Troubles.restore, 30), (.clone, Troubles.clone, 30),
            (.clock, Troubles.clock, 30),
            (.disk, Troubles.disk, 20), (.schema, Troubles.schema, 25),
            (.rights, Troubles.rights, 35),
            (.adversary, Troubles.adversary, 25), (.restore, Troubles.retirement, 25),
        ]
        let seldom: [(weights: Weights, late: Weights, percent: Int)] =
            self == .even ? [(Self.seldom, [], 100)] : []
        return seldom
            + every.map { profile, weights, percent in
                let late = profile == .adversary ? Troubles.forging : []
                return switch self {
                case .all: (weights, late, percent)
                case .even: (weights.map { ($0.0, Self.evenWeight) }, late, 100)
                case .calm: (weights, late, 0)
                case .network, .crash, .restore, .clone, .clock, .disk, .schema, .rights,
                    .adversary:
                    (weights, late, self == profile ? 100 : profile == .network ? 40 : 10)
                }
            }
    }
}

/// Troubles that come together: each group is in a world or not.
private enum Troubles {
    static let network: Profile.Weights = [
        (.cutSync, 8), (.loseReply, 5), (.cutLink, 2), (.healLink, 2), (.clog, 2), (.unclog, 2),
        (.slow, 1), (.flap, 2),
    ]
    static let crash: Profile.Weights = [
        (.restartReplica, 2), (.killReplica, 2), (.restartOffice, 2), (.killOffice, 2),
    ]
    static let power: Profile.Weights = [(.powerReplica, 2), (.powerOffice, 2)]
    static let restore: Profile.Weights = [
        (.backup, 3), (.restoreOffice, 1), (.restoreBlind, 2),
    ]
    static let clone: Profile.Weights = [(.image, 2), (.restoreReplica, 2), (.clone, 1)]
    static let clock: Profile.Weights = [
        (.stepClock, 3), (.breakClock, 1), (.stepOfficeClock, 1),
    ]
    static let disk: Profile.Weights = [(.failReplicaDisk, 4), (.failOfficeDisk, 3)]
    static let schema: Profile.Weights = [(.upgradeReplica, 2), (.upgradeOffice, 2)]
    static let rights: Profile.Weights = [
        (.assign, 2), (.unassign, 2), (.enrol, 1), (.revoke, 1), (.deactivate, 1),
    ]
    static let adversary: Profile.Weights = [(.replay, 5)]
    static let forging: Profile.Weights = [(.forge, 5)]
    static let retirement: Profile.Weights = [(.retire, 3)]
}
