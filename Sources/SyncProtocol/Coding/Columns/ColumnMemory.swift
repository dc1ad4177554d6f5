/// What a column remembers of its rows so far. Columns of several groups may share one, such as the names
/// of members and of people who sign up.
final class ColumnMemory {
    /// The symbols by their places.
    private(set) var entries: [Symbol] = []
    private var places: [Symbol: Int] = [:]
    private var guesses: [(key: ColumnMemory, table: GuessMemory)] = []

    /// For encoding only.
    func place(of symbol: Symbol) -> Int? { places[symbol] }

    /// - Returns: the new symbol's place.
    func add(_ symbol: Symbol, decodes: Bool) -> Int {
        if !decodes { places[symbol] = entries.count }
        entries.append(symbol)
        return entries.count - 1
    }

    /// What came with the symbols of a key: shared as far as both the column and the key are.
    func guesses(by key: Int, among columns: [ColumnMemory]) -> GuessMemory {
        guard key >= ColumnPlan.Key.firstColumn, key - ColumnPlan.Key.firstColumn < columns.count
        else { return GuessMemory() }
        let memory = columns[key - ColumnPlan.Key.firstColumn]
        if let known = guesses.first(where: { $0.key === memory }) { return known.table }
        let table = GuessMemory()
        guesses.append((memory, table))
        return table
    }
}

/// A column's plan with what it remembers.
struct ColumnInFrame {
    let plan: ColumnPlan
    let memory: ColumnMemory
    let guesses: GuessMemory
    let secondGuesses: GuessMemory
}

/// Which symbol came last with each value of a key, and how often in a row.
final class GuessMemory {
    private var symbols: [Int32] = []
    private var hits: [UInt8] = []
    private var presences: [UInt8] = []

    /// -1 when there is none.
    func guess(for key: Int) -> Int { key < symbols.count ? Int(symbols[key]) : -1 }

    /// 0 ... 3.
    func hits(for key: Int) -> Int { key < hits.count ? Int(hits[key]) : 0 }

    /// Whether there was a cell with this key last: 0 not known, 1 no, 2 yes.
    func presence(for key: Int) -> Int { key < presences.count ? Int(presences[key]) : 0 }

    func learn(isPresent: Bool, for key: Int) {
        if key >= presences.count {
            let missing = key + 1 - presences.count
            presences.append(contentsOf: repeatElement(0, count: missing))
        }
        presences[key] = isPresent ? 2 : 1
    }

    func learn(_ symbol: Int, for key: Int) {
        if key >= symbols.count {
            let missing = key + 1 - symbols.count
            symbols.append(contentsOf: repeatElement(-1, count: missing))
            hits.append(contentsOf: repeatElement(0, count: missing))
        }
        if Int(symbols[key]) == symbol {
            hits[key] = min(hits[key] + 1, 3)
        } else {
            symbols[key] = Int32(truncatingIfNeeded: symbol)
            hits[key] = 0
        }
    }
}
