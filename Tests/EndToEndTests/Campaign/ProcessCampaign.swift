import Foundation
import Testing

/// Real programs that are killed, stopped, cut off, sent back in time and copied at random moments.
@Suite struct ProcessCampaign {
    @Test func `nothing acknowledged is lost or doubled, whatever happens to whom`() throws {
        let end = Campaign.seconds.map { ContinuousClock.now + .seconds($0) }
        var seed = Campaign.seed
        var cycles = 0
        var counts: [String: Int] = [:]
        repeat {
            let world = try CampaignWorld(seed: seed)
            for cycle in 1...(end == nil ? 10 : 24) {
                try world.cycle()
                cycles += 1
                if cycle.isMultiple(of: 12) { try world.heal() }
            }
            try world.heal()
            try world.end()
            counts.merge(world.counts) { $0 + $1 }
            seed += 1
        } while end.map { ContinuousClock.now < $0 } ?? false
        counts["worlds"] = Int(seed - Campaign.seed)
        counts["cycles"] = cycles
        try Campaign.note(counts)
    }
}
