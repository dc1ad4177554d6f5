public import SyncProtocol

/// Sign-ups (tilmeldinger). The slip code is no column: `SlipCode(for:)` derives it from the row id.
public enum SignupTable {
    /// The table's number for ever.
    public static let id = TableID(23)

    /// The event; a sign-up does not move to another.
    public static let event = ColumnSchema(
        1, "event", .row(EventTable.id), .first, required: true)
    /// The person's name.
    public static let name = ColumnSchema(2, "name", .text, required: true, personal: true)
    /// The person's e-mail address.
    public static let email = ColumnSchema(3, "email", .text, personal: true, byteCountMax: 254)
    /// The person's phone number, as `Phone` normalises it.
    public static let phone = ColumnSchema(4, "phone", .text, personal: true, byteCountMax: 32)
    /// Where the person comes from, in the person's own words.
    public static let organisation = ColumnSchema(5, "organisation", .text)
    /// Borger, virksomhed, forening, politiker, ansat.
    public static let kind = ColumnSchema(
        6, "kind", .choice(["citizen", "company", "association", "politician", "staff"]),
        required: true, default: .text("citizen"))
    /// How many persons come, this one included.
    public static let partySize = ColumnSchema(
        7, "party_size", .integer, required: true, default: .integer(1))
    /// A short practical note. Never health or diet: it is erased with the sign-up.
    public static let note = ColumnSchema(8, "note", .text, personal: true, byteCountMax: 280)
    /// How the person agreed to be kept: spoken, on paper, on the web.
    public static let consentHow = ColumnSchema(
        9, "consent_how", .choice(["spoken", "paper", "web", "mail"]), .first)
    /// The version of the text that the person agreed to.
    public static let consentText = ColumnSchema(
        10, "consent_text", .text, .first, byteCountMax: 64)
    /// The way by which it came.
    public static let source = ColumnSchema(
        11, "source", .choice(["stall", "phone", "mail", "web", "paper", "import"]), .first,
        required: true, default: .text("stall"))
    /// The person's latest word: comes or does not come.
    public static let wish = ColumnSchema(
        12, "wish", .choice(["in", "out"]), required: true, default: .text("in"))
    /// The lent list that it was written on.
    public static let allotment = ColumnSchema(
        13, "allotment", .row(AllotmentTable.id), .first)
    /// What the office has decided.
    public static let status = ColumnSchema(
        14, "status",
        .choice(["received", "pending", "confirmed", "waitlisted", "declined", "merged"]),
        .office, required: true, default: .text("received"))
    /// The time that its place in the queue goes by.
    public static let effectiveAt = ColumnSchema(15, "effective_at", .instant, .office)
    /// The sign-up of the same person that it became part of.
    public static let mergedInto = ColumnSchema(16, "merged_into", .row(id), .office)
    /// What a person should know of it, as `SignupFlags` reads it.
    public static let flags = ColumnSchema(17, "flags", .text, .office)

    /// The smallest part of the party that comes without the others; NULL: they stay together.
    public static let partyMin = ColumnSchema(18, "party_min", .integer)
    /// Seats that it has been given; NULL before any was, or from before seats were counted.
    public static let seats = ColumnSchema(19, "seats", .integer, .office)
    /// How many of them were given out of the lent list.
    public static let listSeats = ColumnSchema(20, "list_seats", .integer, .office)
    /// The time that the rest of a party which has grown goes by in the queue.
    public static let extraAt = ColumnSchema(21, "extra_at", .instant, .office)

    /// Sign-ups with the same contact and given name that are another person's all the same, as `OtherPersons` reads
    /// it.
    public static let notSame = ColumnSchema(22, "not_same", .text)
    /// How many of a party that waits its place counts for: the rest came later, and goes by `extra_at`. NULL: all.
    public static let placeSeats = ColumnSchema(23, "place_seats", .integer, .office)
    /// What it said itself where other sign-ups of the same person changed it, as `OwnWords` reads it.
    public static let ownWords = ColumnSchema(24, "own_words", .text, .office)

    /// Sent to whoever holds the event.
    public static let schema = TableSchema(
        id: id, name: "signup", scope: .row(column: event.id, whenNull: .office),
        columns: [
            event, name, email, phone, organisation, kind, partySize, note, consentHow, consentText,
            source, wish, allotment, status, effectiveAt, mergedInto, flags, partyMin, seats,
            listSeats, extraAt, notSame, placeSeats, ownWords,
        ])
}
