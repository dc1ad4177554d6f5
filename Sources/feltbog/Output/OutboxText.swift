internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

extension OutboxState {
    /// A stable word.
    var word: String {
        switch self {
        case .pending, .sealed: "pending"
        case .admitted: "admitted"
        case .returned: "returned"
        case .held: "held"
        case .discarded: "discarded"
        case .retried: "retried"
        }
    }

    var reason: Reason? {
        switch self {
        case .returned(let reason), .held(let reason): reason
        case .pending, .sealed, .admitted, .discarded, .retried: nil
        }
    }
}

extension JSON {
    /// A reason with its sentence and proposed fix.
    init(_ reason: Reason) {
        let text = ReasonText(reason)
        self = .object([
            "code": .text(reason.code.rawValue), "detail": .text(reason.detail),
            "row": JSON(reason.row?.description),
            "sentence": .text(text.sentence[.current]), "fix": .text(text.fix[.current]),
            "command": .text(text.command),
        ])
    }

    /// What happened to one row here.
    init(_ entry: HistoryEntry) {
        self = .object([
            "number": .integer(entry.entry), "made_at": .text(Moment.utc(entry.madeAt)),
            "state": .text(entry.state.word), "change": JSON(entry.change),
            "reason": entry.state.reason.map { JSON($0) } ?? .null,
        ])
    }

    /// One row's change with its cells by name.
    init(_ change: Change) {
        let table = GreenForumSchema.schema[change.table]
        var cells: [String: JSON] = [:]
        for cell in change.cells {
            if let column = table?[cell.column] {
                cells[column.name] = JSON(cell.value, column.type)
            }
        }
        self = .object([
            "kind": .text("\(change.kind)"), "table": JSON(table?.name),
            "row": .text(change.row.description), "cells": .object(cells),
        ])
    }

    /// One local change set.
    init(_ entry: OutboxEntry) {
        self = .object([
            "number": .integer(entry.entry), "made_at": .text(Moment.utc(entry.madeAt)),
            "state": .text(entry.state.word),
            "reason": entry.state.reason.map { JSON($0) } ?? .null,
            "changes": .array(entry.changes.map { JSON($0) }),
        ])
    }
}
