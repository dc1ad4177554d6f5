/// Plans the groups of one frame, and sees which of their columns hold the same things.
final class FramePlanner {
    private var values: [Set<Value>] = []

    /// Values that must be in common before a dictionary is shared.
    private static let sharedMin = 6

    /// The plans for the columns of a group. Its rows' cells are sorted.
    func plans(for rows: [(id: RowID, cells: [Cell])]) -> [ColumnPlan] {
        let planner = ColumnPlanner(rows)
        var plans = planner.plans
        let before = values
        for index in plans.indices {
            let own = plans[index].form == .none ? planner.distinctTexts(of: index) : []
            values.append(own)
            guard own.count >= Self.sharedMin else { continue }
            var best = Self.sharedMin - 1
            for (place, other) in before.enumerated() {
                let common = own.lazy.filter { other.contains($0) }.count
                if common > best && common * 4 > own.count {
                    best = common
                    plans[index].shares = place + 1
                }
            }
        }
        return plans
    }
}
