internal import SyncEngine
internal import SyncProtocol

/// The plain domain's two rules as a person would tell them: one granted wish a number, and notes that count
/// their children.
struct PlainModelRules: ModelRules {
    private enum Slot {
        static let (number, wish, state) = (ColumnID(1), ColumnID(2), ColumnID(3))
        static let (requested, granted, refused, withdrawn) = (
            Value.integer(0), Value.integer(1), Value.integer(2), Value.integer(3)
        )
        static let wanted = Value.integer(1)
    }

    private static let (tally, parent) = (ColumnID(4), ColumnID(5))

    func settle(_ set: ModelSet, in model: inout OfficeModel) -> ModelRefusal? {
        let touched = model.touched
        if let refusal = grant(touched.filter { $0.table == SlotTable.id }, set, &model) {
            return refusal
        }
        count(touched.filter { $0.table == NoteTable.id }, set, &model)
        return nil
    }

    private func grant(
        _ slots: [RowKey], _ set: ModelSet, _ model: inout OfficeModel
    ) -> ModelRefusal? {
        guard let table = model.schema[SlotTable.id] else { return nil }
        for key in slots {
            guard let slot = model.state(key)?.live else { continue }
            let number = slot.value(Slot.number, of: table)
            guard let place = number.integer, (0..<5).contains(place) else {
                return .rule(ReasonCode("slot-unknown"))
            }
            let state = slot.value(Slot.state, of: table)
            guard slot.value(Slot.wish, of: table) == Slot.wanted else {
                model.decide(Slot.withdrawn, Slot.state, of: key, set)
                continue
            }
            let stood = model.stateBefore(key)?.live != nil
            if state == Slot.refused || (state == Slot.granted && stood) { continue }
            let isTaken = model.liveRows(in: SlotTable.id).contains { id, other in
                id != key.row && other.value(Slot.number, of: table) == number
                    && other.value(Slot.wish, of: table) == Slot.wanted
                    && other.value(Slot.state, of: table) == Slot.granted
            }
            model.decide(isTaken ? Slot.refused : Slot.granted, Slot.state, of: key, set)
        }
        return nil
    }

    /// The parents that a set gave or took a child, and notes that came to be.
    private func count(_ notes: [RowKey], _ set: ModelSet, _ model: inout OfficeModel) {
        guard let table = model.schema[NoteTable.id] else { return }
        var counted: Set<RowID> = []
        for key in notes {
            let (before, after) = (model.stateBefore(key)?.live, model.state(key)?.live)
            let parents = [before, after].map { $0?.value(Self.parent, of: table).row }
            let cameOrWent = (before == nil) != (after == nil)
            if cameOrWent || parents[0] != parents[1] {
                counted.formUnion(parents.compactMap { $0 })
            }
            if before == nil, after != nil { counted.insert(key.row) }
        }
        for note in counted.sorted() {
            let key = RowKey(NoteTable.id, note)
            let children = model.children(in: table, Self.parent, of: note).count
            model.decide(.integer(Int64(children)), Self.tally, of: key, set)
        }
    }
}
