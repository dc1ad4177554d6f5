/// What may be wrong with a series, and with what a booking would take instead.
extension DomainError {
    static func seriesRule(_ text: String) -> DomainError {
        DomainError(
            "series-rule",
            da: "»\(text.prefix(40))« er ingen gentagelse. Skriv fx weekly/1 count=5 eller "
                + "monthly/2 until=2027-12-31.",
            en: "\"\(text.prefix(40))\" is no repetition. Write weekly/1 count=5 or monthly/2 "
                + "until=2027-12-31, say.", detail: String(text.prefix(40)))
    }

    static func seriesNumber(_ name: String, _ number: Int, _ most: Int) -> DomainError {
        DomainError(
            "series-number",
            da: "\(number) kan ikke bruges (\(name)): det skal være mellem 1 og \(most).",
            en: "\(number) cannot be used (\(name)): it must be between 1 and \(most).",
            detail: String(most))
    }

    static func seriesTooLong(_ day: String) -> DomainError {
        DomainError(
            "series-too-long",
            da: "Gentagelsen går til \(day); der bookes højst \(Recurrence.yearsMax) år frem.",
            en: "The series goes on until \(day); \(Recurrence.yearsMax) years ahead is the most.",
            detail: day)
    }

    static func seriesOverlap(_ days: Int) -> DomainError {
        DomainError(
            "series-overlap",
            da: "Hver gang skal være forbi, og ligge, inden for de \(days) dage til den næste.",
            en: "Each time must take place, and be over, within the \(days) days to the next.",
            detail: String(days))
    }

    static func alternativeTwice(_ slot: RoomSlot) -> DomainError {
        DomainError(
            "alternative-twice",
            da: "\(slot.start.shown(in: .da)) til \(slot.end.shown(in: .da)) står der to gange for "
                + "samme lokale. Skriv noget andet, der også kan bruges.",
            en: "\(slot.start.shown(in: .en)) to \(slot.end.shown(in: .en)) is there twice for one "
                + "resource. Write something else that would do.")
    }
}
