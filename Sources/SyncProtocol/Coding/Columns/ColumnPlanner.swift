/// Looks at a group's rows and picks for each column the plan that makes it smallest, by estimate.
struct ColumnPlanner {
    let ids: [RowID]
    private let devices: [Int]
    private var numbersOfColumns: [(form: NumberForm, numbers: [Int64])] = []
    private var symbolsOfColumns: [[Int32]] = []
    private(set) var valuesOfColumns: [[Value?]] = []
    private(set) var plans: [ColumnPlan] = []

    /// Rows that estimates of numbers look at.
    private static let sampleMax = 1_500

    init(_ rows: [(id: RowID, cells: [Cell])]) {
        ids = rows.map(\.id)
        var deviceIndexes: [DeviceID: Int] = [:]
        var devices: [Int] = []
        var columns = Set<UInt16>()
        for row in rows {
            let index = deviceIndexes[row.id.device] ?? deviceIndexes.count
            deviceIndexes[row.id.device] = index
            devices.append(index)
            for cell in row.cells { columns.insert(cell.column.rawValue) }
        }
        self.devices = devices
        var next = [Int](repeating: 0, count: rows.count)
        for column in columns.sorted() {
            var values: [Value?] = []
            values.reserveCapacity(rows.count)
            for (index, row) in rows.enumerated() {
                let place = next[index]
                if place < row.cells.count, row.cells[place].column.rawValue == column {
                    values.append(row.cells[place].value)
                    next[index] = place + 1
                } else {
                    values.append(nil)
                }
            }
            add(ColumnID(column), values)
        }
    }

    /// The texts of a column, each once.
    func distinctTexts(of index: Int) -> Set<Value> {
        var result = Set<Value>()
        for case .text(let text)? in valuesOfColumns[index] { result.insert(.text(text)) }
        return result
    }

    private mutating func add(_ column: ColumnID, _ values: [Value?]) {
        var plan = ColumnPlan(column: column)
        plan.isOptional = values.contains { $0 == nil }
        let form = Self.form(of: values)
        var numbers: [Int64] = []
        if form != .none {
            numbers = values.map { $0.flatMap(form.number(of:)) ?? 0 }
            plan.form = form
            chooseBase(&plan, values, numbers)
        }
        let symbols = symbols(values, numbers, plan)
        if !plan.isDirect { chooseGuesses(&plan, symbols) }
        if plan.form != .integer { chooseText(&plan, values) }
        numbersOfColumns.append((form, numbers))
        symbolsOfColumns.append(symbols)
        valuesOfColumns.append(values)
        plans.append(plan)
    }

    /// The form that all values but NULL and missing ones have.
    private static func form(of values: [Value?]) -> NumberForm {
        var result = NumberForm.none
        for value in values {
            guard let value, !value.isNull else { continue }
            if result == .none {
                switch value {
                case .integer: result = .integer
                case .text(let text):
                    result = text.utf8.count == 16 ? .wall : .date
                case .null, .real, .blob: return .none
                }
            }
            guard result.number(of: value) != nil else { return .none }
        }
        return result
    }

    private func chooseBase(_ plan: inout ColumnPlan, _ values: [Value?], _ numbers: [Int64]) {
        var best = Double.infinity
        var candidates = [
            ColumnPlan.Key.none, ColumnPlan.Key.previous, ColumnPlan.Key.rowID,
        ]
        for index in plans.indices where plans[index].form != .none && index < 61 {
            candidates.append(ColumnPlan.Key.firstColumn + index)
        }
        for candidate in candidates {
            let differences = differences(values, numbers, base: candidate, form: plan.form)
            guard !differences.isEmpty else { continue }
            var divisor: UInt64 = 0
            for difference in differences {
                divisor = gcd(divisor, difference.magnitude)
                if divisor == 1 { break }
            }
            if divisor == 0 || divisor > UInt64(Int64.max) { divisor = 1 }
            let cost = Self.cost(differences, divisor: Int64(divisor))
            let penalty = candidate == ColumnPlan.Key.none ? 0.0 : 4.0
            for (isDirect, bits) in [(false, cost.dictionary), (true, cost.direct)]
            where bits + penalty < best {
                best = bits + penalty
                plan.base = candidate
                plan.divisor = divisor
                plan.isDirect = isDirect
            }
        }
    }

    /// The differences of all values that are numbers.
    private func differences(
        _ values: [Value?], _ numbers: [Int64], base: Int, form: NumberForm
    ) -> [Int64] {
        var result: [Int64] = []
        result.reserveCapacity(values.count)
        var previous: Int64 = 0
        for (index, value) in values.enumerated() {
            guard let value, !value.isNull else { continue }
            let number = numbers[index]
            result.append(number &- self.base(base, row: index, previous: previous, form: form))
            previous = number
        }
        return result
    }

    private func base(_ key: Int, row: Int, previous: Int64, form: NumberForm) -> Int64 {
        switch key {
        case ColumnPlan.Key.none: return 0
        case ColumnPlan.Key.previous: return previous
        case ColumnPlan.Key.rowID:
            return floorDivision(ids[row].timestamp.milliseconds, form.unit)
        default:
            let column = numbersOfColumns[key - ColumnPlan.Key.firstColumn]
            let value = valuesOfColumns[key - ColumnPlan.Key.firstColumn][row]
            guard value.flatMap(column.form.number(of:)) != nil else { return 0 }
            return floorDivision(column.numbers[row] &* column.form.unit, form.unit)
        }
    }

    /// Estimated bits of the differences told by a dictionary and told directly.
    private static func cost(
        _ differences: [Int64], divisor: Int64
    ) -> (dictionary: Double, direct: Double) {
        let stride = max(1, differences.count / sampleMax)
        var counts: [Int64: Int] = [:]
        var lengths = [Int](repeating: 0, count: 65)
        var total = 0
        var direct = 0.0
        for index in Swift.stride(from: 0, to: differences.count, by: stride) {
            let quotient = differences[index] / divisor
            let length = 64 - zigzag(quotient).leadingZeroBitCount
            counts[quotient, default: 0] += 1
            lengths[length] += 1
            direct += Double(max(0, length - 1))
            total += 1
        }
        direct += entropy(lengths, total: total) + 8
        var dictionary = entropy(Array(counts.values), total: total)
        for quotient in counts.keys {
            dictionary += Double(64 - zigzag(quotient).leadingZeroBitCount) + 5
        }
        return (dictionary, direct)
    }

    private func symbols(_ values: [Value?], _ numbers: [Int64], _ plan: ColumnPlan) -> [Int32] {
        var places: [Symbol: Int32] = [:]
        var previous: Int64 = 0
        var result: [Int32] = []
        result.reserveCapacity(values.count)
        for (index, value) in values.enumerated() {
            guard let value else {
                result.append(-1)
                continue
            }
            var symbol = Symbol.value(value)
            if plan.form != .none, !value.isNull {
                let base = base(plan.base, row: index, previous: previous, form: plan.form)
                symbol = .difference(numbers[index] &- base)
                previous = numbers[index]
            }
            let next = Int32(places.count)
            if let place = places[symbol] {
                result.append(place)
            } else {
                places[symbol] = next
                result.append(next)
            }
        }
        return result
    }

    private func chooseGuesses(_ plan: inout ColumnPlan, _ symbols: [Int32]) {
        let distinct = Int(symbols.max() ?? 0) + 1
        guard distinct > 1, symbols.count > 3 else { return }
        var counts = [Int](repeating: 0, count: distinct)
        for symbol in symbols where symbol >= 0 { counts[Int(symbol)] += 1 }
        let total = counts.reduce(0, +)
        let plain = entropy(counts, total: total) / Double(total)
        var best = plain * Double(total)
        var missed: [Bool] = []
        for key in 1..<(ColumnPlan.Key.firstColumn + plans.count) {
            guard let keys = keys(key) else { continue }
            let misses = misses(symbols, keys, among: nil)
            let bits = cost(misses, plain: plain) + 6
            if bits < best {
                best = bits
                plan.guess = key
                missed = misses.map { $0 == .miss || $0 == .none }
            }
        }
        guard plan.guess != ColumnPlan.Key.none else { return }
        best -= 6
        for key in 1..<(ColumnPlan.Key.firstColumn + plans.count) where key != plan.guess {
            guard let keys = keys(key) else { continue }
            let misses = misses(symbols, keys, among: missed)
            let hits = missed.lazy.filter { $0 }.count
            guard hits > 0 else { return }
            let bits = best - Double(hits) * plain + cost(misses, plain: plain) + 6
            if bits < best - 8 {
                best = bits
                plan.secondGuess = key
            }
        }
    }

    private enum Guess { case hit, miss, none, passed }

    /// What guessing by these keys would have brought, for the rows among `rows`.
    private func misses(_ symbols: [Int32], _ keys: [Int32], among rows: [Bool]?) -> [Guess] {
        var last = [Int32](repeating: -1, count: Int(keys.max() ?? 0) + 1)
        var result: [Guess] = []
        result.reserveCapacity(symbols.count)
        for (index, symbol) in symbols.enumerated() {
            let key = Int(keys[index])
            guard symbol >= 0 else {
                result.append(.passed)
                continue
            }
            if let rows, !rows[index] {
                result.append(.passed)
            } else {
                result.append(last[key] < 0 ? .none : last[key] == symbol ? .hit : .miss)
            }
            last[key] = symbol
        }
        return result
    }

    private func cost(_ guesses: [Guess], plain: Double) -> Double {
        var hits = 0
        var misses = 0
        var none = 0
        for guess in guesses {
            switch guess {
            case .hit: hits += 1
            case .miss: misses += 1
            case .none: none += 1
            case .passed: break
            }
        }
        return entropy([hits, misses], total: hits + misses) + Double(misses + none) * plain
    }

    /// A key's value of each row as a small number; `nil` when it says nothing.
    private func keys(_ key: Int) -> [Int32]? {
        switch key {
        case ColumnPlan.Key.none: return nil
        case ColumnPlan.Key.previous: return [Int32](repeating: 0, count: ids.count)
        case ColumnPlan.Key.rowID: return devices.map { Int32($0) }
        default:
            let index = key - ColumnPlan.Key.firstColumn
            guard index < 61, !plans[index].isDirect else { return nil }
            return symbolsOfColumns[index].map { $0 + 1 }
        }
    }
}
