package import SyncProtocol

extension Outcome {
    /// The cells of the row of `SystemTables.outcome` that records this.
    ///
    /// - Parameters:
    ///   - subject: the table of the subject.
    ///   - scope: who is sent the subject's row.
    package func cells(subject: TableSchema, scope: Scope) -> [Cell] {
        let name = column.map { subject[$0]?.name ?? "#\($0.rawValue)" }
        let joined = argumentsText
        let pairs: [(UInt16, Value)] = [
            (1, .text(subject.name)), (2, .row(row)), (3, Self.text(name)),
            (4, .text(kind.rawValue)), (5, .text(rule.rawValue)),
            (6, Self.text(winner?.value.display)), (7, Self.row(winner?.member)),
            (8, winner?.at.map(Value.integer) ?? .null),
            (9, Self.text(loser?.value.display)), (10, Self.row(loser?.member)),
            (11, loser?.at.map(Value.integer) ?? .null),
            (12, .text(textKey)), (13, joined.isEmpty ? .null : .text(joined)),
            (14, .text(isOpen ? "open" : "settled")),
            (15, Self.scopeValue(scope, subject: row)),
        ]
        return pairs.filter { !$0.1.isNull }.map { Cell(ColumnID($0.0), $0.1) }
    }

    /// The subject's row scope; NULL for a shared subject; the subject itself when only the office has it.
    package static func scopeValue(_ scope: Scope, subject: RowID) -> Value {
        switch scope {
        case .shared: .null
        case .row(let id): .row(id)
        case .office, .allRows: .row(subject)
        }
    }

    private static func text(_ text: String?) -> Value { text.map(Value.text) ?? .null }

    private static func row(_ id: RowID?) -> Value { id.map(Value.row) ?? .null }
}

/// Columns of `SystemTables.outcome` that the engine reads.
enum OutcomeColumn {
    static let table = ColumnID(1)
    static let row = ColumnID(2)
    static let column = ColumnID(3)
    static let rule = ColumnID(5)
    static let loserValue = ColumnID(9)
    static let loserMember = ColumnID(10)
    static let loserAt = ColumnID(11)
    static let state = ColumnID(14)
    static let scope = ColumnID(15)
}
