package import SyncProtocol

/// Runs the rules that a change set wakes, until nothing changes.
package struct RuleRunner: Sendable {
    /// Cells that rules set in one row, sorted by column.
    package struct Write: Hashable, Sendable {
        package let key: RowKey
        package let cells: [Cell]
    }

    /// A moment in which a rule wants to be woken for a row.
    package struct Deadline: Hashable, Sendable {
        package let rule: RuleID
        package let key: RowKey
        package let at: Milliseconds

        package init(rule: RuleID, key: RowKey, at: Milliseconds) {
            self.rule = rule
            self.key = key
            self.at = at
        }
    }

    /// What the rules want.
    package struct Settlement: Hashable, Sendable {
        /// The net effect, each row once, in the order in which rules first set them.
        package var writes: [Write] = []
        package var outcomes: [Outcome] = []
        package var deadlines: [Deadline] = []
    }

    package enum Result: Hashable, Sendable {
        case settled(Settlement)
        case refused(Reason)
        case held(Reason)
    }

    /// How often each rule may be woken by one change set.
    package static let roundsMax = 8

    private let schema: Schema
    private let rules: [any Rule]

    package init(_ domain: any Domain) {
        self.schema = domain.schema
        self.rules = domain.rules
    }

    /// Settles what a change set changed.
    ///
    /// - Parameters:
    ///   - changes: each row once.
    ///   - rows: the rows with the changes applied.
    package func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> Result {
        var run = Run(schema: schema, rows: rows, changes: changes)
        return try finish(&run, in: context, from: 1)
    }

    /// Wakes the rule that set a deadline, then settles what it changed. Nothing when the row is gone.
    package func due(
        _ deadline: Deadline, in context: RuleContext, reading rows: any RowReader
    ) throws -> Result {
        var run = Run(schema: schema, rows: rows, changes: [])
        guard let rule = rules.first(where: { $0.id == deadline.rule }),
            let row = try rows.row(deadline.key.row, in: deadline.key.table)
        else { return .settled(run.settlement) }
        let effects = try rule.due(row, in: context, reading: run.overlay)
        if let stop = try run.apply(effects, of: rule.id) { return stop }
        return try finish(&run, in: context, from: 2)
    }

    /// - Parameter first: the number of the first round; 1 when its changes are the author's.
    private func finish(
        _ run: inout Run, in context: RuleContext, from first: Int
    ) throws -> Result {
        var seen = Array(repeating: 0, count: rules.count)
        for round in first..<first + Self.roundsMax {
            let context = context.inRound(round)
            var isQuiet = true
            for (index, rule) in rules.enumerated() {
                let news = run.news(since: seen[index], of: rule.tables)
                seen[index] = run.journal.count
                guard !news.isEmpty else { continue }
                isQuiet = false
                let effects = try rule.settle(news, in: context, reading: run.overlay)
                if let stop = try run.apply(effects, of: rule.id) { return stop }
            }
            if isQuiet { return .settled(run.settlement) }
        }
        let isQuiet = rules.indices.allSatisfy {
            run.news(since: seen[$0], of: rules[$0].tables).isEmpty
        }
        return isQuiet ? .settled(run.settlement) : .refused(Reason(.rulesUnsettled))
    }
}

extension ReasonCode {
    /// The rules woke each other again and again: a fault of the domain, nothing was kept.
    package static let rulesUnsettled = ReasonCode("rules-unsettled")
}

/// One run over one change set.
private struct Run {
    let schema: Schema
    let overlay: RowOverlay
    /// Everything that changed, in order.
    private(set) var journal: [RowChange]
    private var order: [RowKey] = []
    private var cells: [RowKey: [Cell]] = [:]
    private var outcomes: [Outcome] = []
    private var deadlines: [RuleRunner.Deadline] = []

    init(schema: Schema, rows: any RowReader, changes: [RowChange]) {
        self.schema = schema
        self.overlay = RowOverlay(over: rows)
        self.journal = changes
    }

    var settlement: RuleRunner.Settlement {
        RuleRunner.Settlement(
            writes: order.map { RuleRunner.Write(key: $0, cells: cells[$0] ?? []) },
            outcomes: outcomes, deadlines: deadlines)
    }

    /// What changed in these tables since a place in the journal: each row once, sorted by row.
    func news(since place: Int, of tables: Set<TableID>) -> [RowChange] {
        var merged: [RowKey: (before: Row?, after: Row?)] = [:]
        for change in journal[place...] where tables.contains(change.table.id) {
            let key = RowKey(change.table.id, change.id)
            let before = merged[key].map(\.before) ?? change.before
            merged[key] = (before, change.after)
        }
        return merged.sorted { $0.key < $1.key }.compactMap { _, change in
            change.before == change.after
                ? nil : RowChange(before: change.before, after: change.after)
        }
    }

    /// - Returns: what ends the run, if an effect does.
    mutating func apply(_ effects: [RuleEffect], of rule: RuleID) throws -> RuleRunner.Result? {
        for effect in effects {
            switch effect {
            case .set(let table, let row, let cells): try set(RowKey(table, row), cells)
            case .outcome(let outcome): outcomes.append(outcome)
            case .deadline(let table, let row, let at):
                deadlines.append(.init(rule: rule, key: RowKey(table, row), at: at))
            case .refuse(let reason): return .refused(reason)
            case .hold(let reason): return .held(reason)
            }
        }
        return nil
    }

    /// A row that is not there is made only when the cells make a whole row.
    private mutating func set(_ key: RowKey, _ new: [Cell]) throws {
        guard let table = schema[key.table] else { return }
        let before = try overlay.row(key.row, in: key.table)
        var after = before ?? Row(table: table, id: key.row, cells: [])
        var changed: [Cell] = []
        for cell in new where table[cell.column] != nil {
            if before == nil || after[cell.column] != cell.value { changed.append(cell) }
            after[cell.column] = cell.value
        }
        guard !changed.isEmpty else { return }
        if before == nil {
            let isWhole = table.columns.allSatisfy { !$0.isRequired || !after[$0.id].isNull }
            guard isWhole else { return }
        }
        overlay.put(after)
        journal.append(RowChange(before: before, after: after))
        if cells[key] == nil { order.append(key) }
        var all = cells[key] ?? []
        for cell in changed {
            all.removeAll { $0.column == cell.column }
            all.append(cell)
        }
        cells[key] = all.sorted { $0.column < $1.column }
    }
}
