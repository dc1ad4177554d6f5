internal import SyncEngine
internal import SyncProtocol

/// A booking's wish, read once: what, when, and what would do as well.
struct BookingWish {
    let row: Row
    let slot: RoomSlot
    let zone: Zone
    let alternatives: [RoomSlot]

    var id: RowID { row.id }

    /// - Returns: a failure for a zone that nobody knows or a time that cannot be, `time-missing`, `time-order`,
    ///   `time-too-long`, `time-unreadable`, `zone-unknown`.
    static func read(_ row: Row) -> Result<BookingWish, DomainError> {
        guard let zone = Zone.named(row[BookingTable.zone].text) else {
            return .failure(.zoneUnknown(row[BookingTable.zone].text ?? ""))
        }
        guard let slot = RoomSlot(wishedBy: row) else {
            return .failure(.wallUnreadable)
        }
        do throws(DomainError) {
            _ = try TimeSpan(from: slot.start, to: slot.end, in: zone)
        } catch {
            return .failure(error)
        }
        let alternatives = RoomSlot.list(row[BookingTable.alternatives].text)
        return .success(BookingWish(row: row, slot: slot, zone: zone, alternatives: alternatives))
    }
}

extension DomainError {
    static func zoneUnknown(_ name: String) -> DomainError {
        DomainError(
            "zone-unknown",
            da: "Tidszonen »\(name.prefix(40))« kendes ikke. Skriv Europe/Copenhagen.",
            en: "Nobody knows the time zone \"\(name.prefix(40))\". Write Europe/Copenhagen.")
    }

    static var wallUnreadable: DomainError {
        DomainError(
            "time-unreadable", da: "Tiden skal stå som ÅÅÅÅ-MM-DDTTT:MM.",
            en: "The time must be written YYYY-MM-DDTHH:MM.")
    }
}
