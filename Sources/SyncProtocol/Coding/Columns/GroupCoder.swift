/// Codes rows that have a table and a purpose in common: whole rows, inserts, updates …
final class GroupCoder {
    private let columns: [ColumnCoder]
    private var state = RowState(time: 0, device: 0)

    /// - Parameters:
    ///   - columns: the group's, as the frame knows them.
    ///   - time: a time near the rows'.
    init(_ columns: [ColumnInFrame], time: Milliseconds) {
        self.columns = columns.map { ColumnCoder($0, time: time) }
    }

    /// Codes a row's cells, its id being known to both sides.
    ///
    /// - Parameters:
    ///   - cells: what to encode, of columns in the plans only, sorted; anything when decoding.
    ///   - device: the device in the id, by first appearance in the frame.
    func code<C: BinaryCoder>(
        _ cells: [Cell], id: RowID, device: Int, frame: FrameModels, _ coder: inout C
    ) throws(WireError) -> [Cell] {
        state.begin(time: id.timestamp.milliseconds, device: device)
        var result: [Cell] = []
        if C.decodes { result.reserveCapacity(columns.count) }
        var next = 0
        for column in columns {
            var value: Value?
            if next < cells.count, cells[next].column == column.plan.column {
                value = cells[next].value
                next += 1
            }
            let coded = try column.code(value, row: &state, frame: frame, &coder)
            if C.decodes, let coded {
                try frame.spendCell()
                result.append(Cell(column.plan.column, coded))
            }
        }
        guard !coder.isOverrun else { throw WireError(.truncated, "cells") }
        return result
    }
}
