/// What happened in a world: a run in which nothing collides proves nothing.
public struct Tally: Hashable, Sendable {
    /// Change sets that people made.
    public var sets = 0
    /// Sessions that ended in good order.
    public var syncs = 0
    /// Sessions whose line was cut.
    public var cuts = 0
    /// Restarts of a replica or of the office.
    public var restarts = 0
    /// Verdicts that came in sessions that ended in good order.
    public var admitted = 0
    public var returned = 0
    /// Rows in which the office said what became of somebody's intent.
    public var outcomes = 0

    public init() {}

    public static func + (left: Tally, right: Tally) -> Tally {
        var sum = left
        sum.sets += right.sets
        sum.syncs += right.syncs
        sum.cuts += right.cuts
        sum.restarts += right.restarts
        sum.admitted += right.admitted
        sum.returned += right.returned
        sum.outcomes += right.outcomes
        return sum
    }
}
