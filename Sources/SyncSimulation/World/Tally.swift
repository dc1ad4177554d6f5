/// What happened in a world: a run in which nothing collides proves nothing.
package struct Tally: Hashable, Codable, Sendable {
    /// Change sets that people made.
    package var sets = 0
    /// Sessions that ended in good order.
    package var syncs = 0
    /// Sessions that ended otherwise: the line broke, one side gave up or was told to go.
    package var cuts = 0
    /// Parcels that were delivered, and bytes of frames where bytes travelled.
    package var parcels = 0
    package var bytes = 0
    /// Commits that judged pushes of several connections.
    package var sharedCommits = 0
    /// Verdicts that replicas heard.
    package var admitted = 0
    package var returned = 0
    package var held = 0
    /// Replicas that were given a new identity; offices that found that they went back.
    package var reidentified = 0
    package var epochs = 0
    /// Deletions that the office forgot.
    package var retired = 0
    /// Rows in which the office said what became of somebody's intent.
    package var outcomes = 0
    /// Steps that were done, by kind; faults among them.
    package var steps: [Step.Kind: Int] = [:]
    /// What devices did whose program is not ours, by kind.
    package var forgeries: [Forgery: Int] = [:]

    package init() {}

    package static func + (left: Tally, right: Tally) -> Tally {
        var sum = left
        sum.sets += right.sets
        sum.syncs += right.syncs
        sum.cuts += right.cuts
        sum.parcels += right.parcels
        sum.bytes += right.bytes
        sum.sharedCommits += right.sharedCommits
        sum.admitted += right.admitted
        sum.returned += right.returned
        sum.held += right.held
        sum.reidentified += right.reidentified
        sum.epochs += right.epochs
        sum.retired += right.retired
        sum.outcomes += right.outcomes
        sum.steps.merge(right.steps, uniquingKeysWith: +)
        sum.forgeries.merge(right.forgeries, uniquingKeysWith: +)
        return sum
    }
}
