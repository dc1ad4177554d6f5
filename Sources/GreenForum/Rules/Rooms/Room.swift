public import SyncEngine
public import SyncProtocol

/// A resource as the rule `rooms` sees it.
public struct Room: Hashable, Sendable {
    public let id: RowID
    public let name: String
    /// `vestergade-3c`, `town-hall`, `other`.
    public let place: String
    /// `room` or `equipment`.
    public let kind: String
    /// 0 when nobody has said.
    public let seats: Int64
    public let equipment: Set<String>
    public let hours: OpeningHours
    public let needsApproval: Bool
    public let isActive: Bool

    /// Hours that cannot be read count as none said: the resource is always open.
    public init(_ row: Row) {
        self.id = row.id
        self.name = row[ResourceTable.name].text ?? ""
        self.place = row[ResourceTable.place].text ?? ""
        self.kind = row[ResourceTable.kind].text ?? ""
        self.seats = row[ResourceTable.seats].integer ?? 0
        self.equipment = EquipmentList.words(row[ResourceTable.equipment].text)
        self.hours = row[ResourceTable.openingHours].text.flatMap { OpeningHours($0) } ?? .always
        self.needsApproval = row[ResourceTable.needsApproval].integer == 1
        self.isActive = row[ResourceTable.status].text != "closed"
    }

    /// Whether it can stand in for another: the same kind of thing, as many seats, all the equipment.
    public func fits(insteadOf other: Room) -> Bool {
        id != other.id && isActive && kind == other.kind && seats >= other.seats
            && equipment.isSuperset(of: other.equipment)
    }
}

/// The words of `resource.equipment`.
public enum EquipmentList {
    /// Words between commas, in small letters.
    public static func words(_ text: String?) -> Set<String> {
        let parts = (text ?? "").lowercased().split(separator: ",")
        return Set(
            parts.map { part in
                part.split(separator: " ").joined(separator: " ")
            }.filter { !$0.isEmpty })
    }
}
