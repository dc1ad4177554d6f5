/// Codes one column of a group of rows, cell by cell, and learns from each.
///
/// A cell is, in this order: not there; a number told directly; a guess that came true; a symbol of the dictionary; a
/// new symbol, which the dictionary takes up.
final class ColumnCoder {
    let plan: ColumnPlan

    private let memory: ColumnMemory
    private let guesses: GuessMemory
    private let secondGuesses: GuessMemory
    private var guessModel = GuessModel()
    private var secondGuessModel = GuessModel()
    private var previousNumber: Int64 = 0
    private var newHistory = 0

    private let presence = BitModels(count: 6)
    private let isNew = BitModels(count: 4)
    private let indexes = IndexModel()
    private let newSymbols: SymbolModel
    private lazy var isException = BitModels(count: 1)
    private lazy var numbers = NumberModel()

    /// - Parameter time: where the first row id of a value is looked for.
    init(_ column: ColumnInFrame, time: Milliseconds) {
        plan = column.plan
        memory = column.memory
        guesses = column.guesses
        secondGuesses = column.secondGuesses
        newSymbols = SymbolModel(time: time)
    }

    /// Codes the cell of `row` at the column's place.
    ///
    /// - Parameter value: what to encode, `nil` for no cell; anything when decoding.
    func code<C: BinaryCoder>(
        _ value: Value?, row: inout RowState, frame: FrameModels, _ coder: inout C
    ) throws(WireError) -> Value? {
        if plan.isOptional {
            let key = row.key(plan.guess)
            let context = guesses.presence(for: key) << 1 | (row.isLastPresent ? 1 : 0)
            let isPresent = presence.code(value == nil ? 0 : 1, at: context, &coder) == 1
            guesses.learn(isPresent: isPresent, for: key)
            guard isPresent else {
                row.add(value: nil, symbol: -1, milliseconds: 0)
                return nil
            }
        }
        let base = base(in: row)
        let symbol = C.decodes ? Symbol.value(.null) : symbol(of: value ?? .null, base: base)
        if plan.isDirect {
            var difference: Int64 = 0
            var exception = 1
            if case .difference(let number) = symbol {
                difference = number
                exception = 0
            }
            if isException.code(exception, at: 0, &coder) == 0 {
                let coded = numbers.code(signed: difference, &coder)
                return try finish(.difference(coded), index: -1, base: base, &row)
            }
        }
        let index = try codeSymbol(symbol, row: row, frame: frame, &coder)
        return try finish(memory.entries[index], index: index, base: base, &row)
    }

    private func codeSymbol<C: BinaryCoder>(
        _ symbol: Symbol, row: RowState, frame: FrameModels, _ coder: inout C
    ) throws(WireError) -> Int {
        let known = C.decodes ? nil : memory.place(of: symbol)
        var result = -1
        let key = row.key(plan.guess)
        let secondKey = row.key(plan.secondGuess)
        let guess = plan.guess == ColumnPlan.Key.none ? -1 : guesses.guess(for: key)
        if guess >= 0,
            guessModel.code(guess == known, hits: guesses.hits(for: key), &coder)
        {
            result = guess
        }
        if result < 0, plan.secondGuess != ColumnPlan.Key.none {
            let second = secondGuesses.guess(for: secondKey)
            if second >= 0, second != guess,
                secondGuessModel.code(
                    second == known, hits: secondGuesses.hits(for: secondKey), &coder)
            {
                result = second
            }
        }
        if result < 0 {
            let new = memory.entries.isEmpty ? 1 : isNew.code(known == nil ? 1 : 0, at: newHistory, &coder)
            newHistory = (newHistory << 1 | new) & 3
            if new == 0 {
                result = indexes.code(known ?? 0, count: memory.entries.count, &coder)
                guard result < memory.entries.count else { throw WireError(.malformed, "column.index") }
            } else {
                let coded = try newSymbols.code(
                    symbol, plan: plan, along: row.folded(plan.along), frame: frame, &coder)
                result = memory.add(coded, decodes: C.decodes)
            }
        }
        if plan.guess != ColumnPlan.Key.none { guesses.learn(result, for: key) }
        if plan.secondGuess != ColumnPlan.Key.none { secondGuesses.learn(result, for: secondKey) }
        return result
    }

    private func base(in row: RowState) -> Int64 {
        guard plan.form != .none else { return 0 }
        switch plan.base {
        case ColumnPlan.Key.none: return 0
        case ColumnPlan.Key.previous: return previousNumber
        case ColumnPlan.Key.rowID: return floorDivision(row.time, plan.form.unit)
        default:
            return floorDivision(
                row.milliseconds[plan.base - ColumnPlan.Key.firstColumn], plan.form.unit)
        }
    }

    private func symbol(of value: Value, base: Int64) -> Symbol {
        guard let number = plan.form.number(of: value) else { return .value(value) }
        let difference = number &- base
        let divisor = Int64(truncatingIfNeeded: plan.divisor)
        if divisor <= 1 { return .difference(difference) }
        guard difference % divisor == 0 else { return .value(value) }
        return .difference(difference / divisor)
    }

    private func finish(
        _ symbol: Symbol, index: Int, base: Int64, _ row: inout RowState
    ) throws(WireError) -> Value {
        switch symbol {
        case .value(let value):
            row.add(value: value, symbol: index, milliseconds: 0)
            return value
        case .difference(let difference):
            let divisor = Int64(truncatingIfNeeded: plan.divisor)
            let number = base &+ difference &* max(1, divisor)
            guard let made = plan.form.value(of: number) else {
                throw WireError(.malformed, "column.number")
            }
            previousNumber = number
            row.add(value: made, symbol: index, milliseconds: number &* plan.form.unit)
            return made
        }
    }
}

/// What is known of a row while its cells are coded.
struct RowState {
    /// The time in the row id.
    var time: Milliseconds
    /// The device in the row id, by first appearance in the frame.
    var device: Int
    /// Of the cells so far: the value, its place in the dictionary (-1: none), and its number as milliseconds.
    private(set) var values: [Value?] = []
    private(set) var symbols: [Int] = []
    private(set) var milliseconds: [Int64] = []

    init(time: Milliseconds, device: Int) {
        self.time = time
        self.device = device
    }

    mutating func begin(time: Milliseconds, device: Int) {
        self.time = time
        self.device = device
        values.removeAll(keepingCapacity: true)
        symbols.removeAll(keepingCapacity: true)
        milliseconds.removeAll(keepingCapacity: true)
    }

    mutating func add(value: Value?, symbol: Int, milliseconds: Int64) {
        values.append(value)
        symbols.append(symbol)
        self.milliseconds.append(milliseconds)
    }

    /// Whether the row has a cell in the column before.
    var isLastPresent: Bool { symbols.isEmpty || values[values.count - 1] != nil }

    /// The key's value as a small number.
    func key(_ key: Int) -> Int {
        switch key {
        case ColumnPlan.Key.none, ColumnPlan.Key.previous: 0
        case ColumnPlan.Key.rowID: device
        default: symbols[key - ColumnPlan.Key.firstColumn] + 1
        }
    }

    /// The key's text, folded; empty when it is none.
    func folded(_ key: Int) -> [UInt8] {
        guard key >= ColumnPlan.Key.firstColumn,
            case .text(let text)? = values[key - ColumnPlan.Key.firstColumn]
        else { return [] }
        return TextAlignment.folded(Array(text.utf8))
    }
}

/// Whether to believe in a guess.
private struct GuessModel {
    private var history = 0
    private let models = BitModels(count: 16)

    /// - Parameter hits: of this guess in a row, 0 ... 3.
    /// - Returns: whether the guess came true.
    mutating func code<C: BinaryCoder>(_ hit: Bool, hits: Int, _ coder: inout C) -> Bool {
        let coded = models.code(hit ? 1 : 0, at: hits << 2 | history, &coder)
        history = (history << 1 | coded) & 3
        return coded == 1
    }
}

/// Rounds down, also below zero.
func floorDivision(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
