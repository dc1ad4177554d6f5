internal import SyncEngine
internal import SyncProtocol

/// One sign-up of a person, beside the person's others.
struct Slip {
    /// As it stands, with what others changed.
    let row: Row
    /// As it said itself.
    let own: Row
    /// The time of its own place in the queue.
    let place: Milliseconds
    /// When the person said how many come.
    let wordAt: Milliseconds
    let traits: PersonTraits

    init(_ row: Row) {
        self.row = row
        let hasWords = !row[SignupTable.ownWords].isNull
        let words = hasWords ? OwnWords(of: row) : OwnWords()
        own = hasWords ? words.restored(row) : row
        place = own[SignupTable.effectiveAt].integer ?? row.id.timestamp.milliseconds
        wordAt = max(words.partyAt ?? place, place)
        traits = PersonTraits(own)
    }

    var id: RowID { row.id }

    /// How many it said come.
    var party: Int64 { SeatPlan.party(own) }

    var isMerged: Bool { row[SignupTable.status].text == "merged" }

    /// Whether nothing but the sign-up itself has a say in how it stands.
    var isPlain: Bool {
        !isMerged && row[SignupTable.placeSeats].isNull
            && row[SignupTable.ownWords] == own[SignupTable.ownWords]
    }

    /// By time of place, ties by row id.
    static func isBefore(_ one: Slip, _ other: Slip) -> Bool {
        (one.place, one.id) < (other.place, other.id)
    }

    /// By when the person said how many come.
    static func saidBefore(_ one: Slip, _ other: Slip) -> Bool {
        (one.wordAt, one.id) < (other.wordAt, other.id)
    }
}
