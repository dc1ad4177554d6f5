internal import SyncEngine
internal import SyncProtocol

/// What becomes of the slips of one person: one lives, the others are part of it.
///
/// The one with the most seats lives, so that no seat that was given or promised is lost; of those without a seat the
/// first in line. It has the earliest place of them all and the party that the person named last; what it lacks
/// (e-mail, phone, organisation, note) it has from the others, the earlier first. The others stay as they said
/// themselves.
///
/// A party that is larger than it was: those whom every slip counted keep the place, the rest goes by the time from
/// which the person has counted on all of them. A pure function of the slips.
struct PersonMerge {
    /// The one that lives, as it will stand.
    private(set) var survivor: Row
    /// The others, as they will stand.
    let merged: [Row]

    /// Columns of the survivor that the others fill.
    static let filled = [
        SignupTable.email, SignupTable.phone, SignupTable.organisation, SignupTable.note,
    ]

    private let slips: [Slip]
    private let held: Int64

    /// - Parameters:
    ///   - slips: of one person, by time; at least one.
    ///   - promised: those that a device has just promised seats out of its list.
    init(_ slips: [Slip], promised: Set<RowID>) {
        func held(_ slip: Slip) -> Int64 {
            promised.contains(slip.id) ? slip.party : SeatPlan.seatsHeld(by: slip.row)
        }
        let best = slips.indices.min { one, other in
            let (a, b) = (slips[one], slips[other])
            let (seats, otherSeats) = (held(a), held(b))
            if seats != otherSeats { return seats > otherSeats }
            let (isFirst, isOtherFirst) = (Self.isPromised(a), Self.isPromised(b))
            return isFirst == isOtherFirst ? Slip.isBefore(a, b) : isFirst
        }
        let living = slips[best ?? 0]
        self.slips = slips
        self.held = held(living)
        survivor = living.own
        merged = slips.filter { $0.id != living.id }.map { Self.part($0, of: living.id) }
        if living.isMerged { revive() }
        join(isWaiting: self.held == 0 || promised.contains(living.id))
    }

    /// A promise that came home late is first in line.
    private static func isPromised(_ slip: Slip) -> Bool {
        SignupFlags(slip.row[SignupTable.flags].text).contains(.promised)
    }

    private static func part(_ slip: Slip, of survivor: RowID) -> Row {
        var row = slip.own
        row[SignupTable.status] = .text("merged")
        row[SignupTable.mergedInto] = .row(survivor)
        forgetSeats(&row)
        return row
    }

    /// Its list, or who waits, has them again.
    private static func forgetSeats(_ row: inout Row) {
        for column in [
            SignupTable.seats, SignupTable.listSeats, SignupTable.extraAt, SignupTable.placeSeats,
        ] { row[column] = .null }
    }

    private mutating func revive() {
        survivor[SignupTable.status] = .text("received")
        survivor[SignupTable.mergedInto] = .null
        Self.forgetSeats(&survivor)
    }

    private mutating func join(isWaiting: Bool) {
        var words = OwnWords(of: survivor)
        func take(_ value: Value, _ column: ColumnSchema) {
            guard survivor[column] != value else { return }
            words.keep(survivor[column], of: column)
            survivor[column] = value
        }
        let latest = slips.max(by: Slip.saidBefore)?.own ?? survivor
        take(latest[SignupTable.partySize], SignupTable.partySize)
        take(latest[SignupTable.partyMin], SignupTable.partyMin)
        if slips.count > 1, let first = slips.first {
            take(.integer(first.place), SignupTable.effectiveAt)
        }
        for column in Self.filled where survivor[column].isNull {
            let found = slips.first { !$0.own[column].isNull }?.own[column]
            take(found ?? .null, column)
        }
        survivor[SignupTable.ownWords] = words.value
        divide(isWaiting: isWaiting)
    }

    /// Says which seats have which place.
    private mutating func divide(isWaiting: Bool) {
        let party = SeatPlan.party(survivor)
        guard slips.count > 1 else {
            if isWaiting, !survivor[SignupTable.placeSeats].isNull {
                survivor[SignupTable.placeSeats] = .null
                survivor[SignupTable.extraAt] = .null
            }
            return
        }
        // What was promised is asked of the list; the rest is not.
        let counted = held > 0 ? min(held, party) : slips.map(\.party).min() ?? party
        let isPart = counted < party
        survivor[SignupTable.placeSeats] = isWaiting && isPart ? .integer(counted) : .null
        survivor[SignupTable.extraAt] = isPart ? .integer(allCountedAt(party)) : .null
    }

    /// From when on the person has counted on so many.
    private func allCountedAt(_ party: Int64) -> Milliseconds {
        let byWord = slips.sorted(by: Slip.saidBefore)
        let enough = byWord.reversed().prefix { $0.party >= party }
        return enough.last?.wordAt ?? 0
    }
}
