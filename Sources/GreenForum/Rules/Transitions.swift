/// The legal steps between the texts of a status column.
public struct Transitions: Hashable, Sendable {
    private let steps: [String: Set<String>]

    /// An idea is proposed, approved, carried out; it may rest or be dropped, and a dropped one taken up again.
    public static let project = Transitions(steps: [
        "idea": ["proposed", "dropped"],
        "proposed": ["idea", "approved", "dropped"],
        "approved": ["running", "paused", "dropped"],
        "running": ["paused", "done", "dropped"],
        "paused": ["running", "done", "dropped"],
        "done": ["running"],
        "dropped": ["idea"],
    ])

    /// An event that is cancelled or held stays so.
    public static let event = Transitions(steps: [
        "draft": ["published", "cancelled"],
        "published": ["cancelled", "held"],
    ])

    /// Staying is always allowed.
    public func allows(from: String, to: String) -> Bool {
        from == to || steps[from, default: []].contains(to)
    }

    /// Where a row may go from here, sorted.
    public func next(from: String) -> [String] { steps[from, default: []].sorted() }
}
