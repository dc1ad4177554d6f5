/// How one column of a group of rows is coded: chosen by the encoder, told in the frame.
struct ColumnPlan: Hashable {
    /// What a prediction starts from: something that both sides have already of this row.
    enum Key {
        static let none = 0
        /// The row before.
        static let previous = 1
        /// The device in the row id; for a number's base: the time in the row id.
        static let rowID = 2
        /// The first column of the group; others follow.
        static let firstColumn = 3
    }

    /// The most columns that a key can name and a group can have.
    static let columnsMax = Limits.columnsMax

    var column: ColumnID
    /// Whether some rows have no cell here.
    var isOptional = false
    /// How values become numbers.
    var form = NumberForm.none
    /// What is taken from a number before it is coded: one of `Key`.
    var base = Key.none
    /// All differences are multiples of this.
    var divisor: UInt64 = 1
    /// Whether differences are coded as numbers, not by a dictionary.
    var isDirect = false
    /// 0 for a dictionary of its own, or 1 + the number of the column, of all columns of earlier groups in
    /// the order in which they were told, whose dictionary it goes on with.
    var shares = 0
    /// A value that came with the same value of that key before is guessed first.
    var guess = Key.none
    /// Tried when the first guess is wrong.
    var secondGuess = Key.none
    /// The column whose text is read along in new texts: one of `Key`.
    var along = Key.none
    /// What kind of text it is: 0 ... 7.
    var textKind = 0
}

/// The models by which plans are told.
final class PlanModels {
    private let columnSteps = NumberModel()
    private let forms = TreeModel(depth: 2)
    private let keys = TreeModel(depth: 6, contexts: 4)
    private let divisors = NumberModel()
    private let optional = BitModels(count: 1)
    private let direct = BitModels(count: 1)
    private let isShared = BitModels(count: 1)
    private let shared = NumberModel()
    /// Columns of the groups told before.
    private var columnsBefore = 0
    private let textKinds = TreeModel(depth: 3)
    private let counts = NumberModel(contexts: 4)
    private let times = NumberModel()
    private var columnsLeft = Limits.frameColumnsMax

    /// Codes a group's columns.
    func code<C: BinaryCoder>(
        _ plans: [ColumnPlan], _ coder: inout C
    ) throws(WireError) -> [ColumnPlan] {
        let count = Int(
            truncatingIfNeeded: min(code(count: plans.count, 0, &coder), UInt64(Int32.max)))
        columnsLeft -= count
        guard count <= ColumnPlan.columnsMax, columnsLeft >= 0 else {
            throw WireError(.limitExceeded, "columns")
        }
        var result: [ColumnPlan] = []
        var previous: UInt64 = 0
        for index in 0..<count {
            let plan = index < plans.count ? plans[index] : ColumnPlan(column: ColumnID(1))
            let step = columnSteps.code(UInt64(plan.column.rawValue) &- previous, &coder)
            guard step >= 1, step <= 0xFFFF, previous + step <= 0xFFFF else {
                throw WireError(.malformed, "column.id")
            }
            previous += step
            result.append(try code(plan, ColumnID(UInt16(previous)), index: index, &coder))
        }
        columnsBefore += count
        return result
    }

    /// Codes a count of something.
    func code<C: BinaryCoder>(count: Int, _ context: Int, _ coder: inout C) -> UInt64 {
        counts.code(UInt64(count), context: context, &coder)
    }

    /// Codes a difference in time.
    func code<C: BinaryCoder>(time: Milliseconds, _ coder: inout C) -> Milliseconds {
        times.code(signed: time, &coder)
    }

    private func code<C: BinaryCoder>(
        _ plan: ColumnPlan, _ column: ColumnID, index: Int, _ coder: inout C
    ) throws(WireError) -> ColumnPlan {
        var result = ColumnPlan(column: column)
        result.isOptional = optional.code(plan.isOptional ? 1 : 0, at: 0, &coder) == 1
        result.form = NumberForm(rawValue: forms.code(plan.form.rawValue, &coder)) ?? .none
        if result.form != .none {
            result.base = try key(plan.base, 0, index, &coder)
            result.divisor = max(1, divisors.code(plan.divisor, &coder))
            result.isDirect = direct.code(plan.isDirect ? 1 : 0, at: 0, &coder) == 1
        }
        if isShared.code(plan.shares > 0 ? 1 : 0, at: 0, &coder) == 1 {
            let shares = shared.code(UInt64(max(plan.shares - 1, 0)), &coder)
            guard shares < UInt64(columnsBefore) else { throw WireError(.malformed, "column.shares") }
            result.shares = Int(shares) + 1
        }
        result.guess = try key(plan.guess, 1, index, &coder)
        if result.guess != ColumnPlan.Key.none {
            result.secondGuess = try key(plan.secondGuess, 2, index, &coder)
        }
        if result.form != .integer {
            result.along = try key(plan.along, 3, index, &coder)
            result.textKind = textKinds.code(plan.textKind, &coder)
        }
        return result
    }

    private func key<C: BinaryCoder>(
        _ key: Int, _ context: Int, _ index: Int, _ coder: inout C
    ) throws(WireError) -> Int {
        let result = keys.code(key, context: context, &coder)
        guard result < ColumnPlan.Key.firstColumn + index else {
            throw WireError(.malformed, "column.key")
        }
        return result
    }
}
