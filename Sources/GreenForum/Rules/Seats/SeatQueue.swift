internal import SyncEngine
internal import SyncProtocol

/// Who waits for seats at one event, first in line first: first what was promised out of a list that came home
/// too late, then by effective time, ties drawn.
struct SeatQueue {
    /// A sign-up without a seat, or what a party wants beyond the seats it has, or beyond those that have its place.
    struct Waiter {
        let signup: Row
        /// Seats that it wants.
        let need: Int64
        /// Fewer than these are of no use to it.
        let least: Int64
        let isExtra: Bool
        /// Those of a party without a seat who came to it later. They do not get a seat before the first ones.
        var isRest = false
        fileprivate let isPromised: Bool
        fileprivate let at: Milliseconds
        fileprivate var lot: [UInt8] = []
    }

    let waiters: [Waiter]

    init(_ signups: [Row], event: RowID) {
        var waiters = signups.flatMap(Self.waiters)
        var counts: [Milliseconds: Int] = [:]
        for waiter in waiters { counts[waiter.at, default: 0] += 1 }
        for index in waiters.indices where counts[waiters[index].at] != 1 {
            waiters[index].lot = SeatPlan.lot(event: event, signup: waiters[index].signup.id).bytes
        }
        self.waiters = waiters.sorted(by: Self.isBefore)
    }

    private static func waiters(_ signup: Row) -> [Waiter] {
        let party = SeatPlan.party(signup)
        let takesPart = signup[SignupTable.partyMin].integer.map { max(1, $0) }
        let place = signup[SignupTable.effectiveAt].integer ?? signup.id.timestamp.milliseconds
        switch signup[SignupTable.status].text {
        case "received", "pending", "waitlisted", "declined":
            let whole = Waiter(
                signup: signup, need: party, least: min(takesPart ?? party, party),
                isExtra: false,
                isPromised: SignupFlags(signup[SignupTable.flags].text).contains(.promised),
                at: place)
            return divided(whole, takesPart: takesPart)
        case "confirmed":
            let more = party - SeatPlan.seats(of: signup)
            guard more > 0 else { return [] }
            return [
                Waiter(
                    signup: signup, need: more, least: takesPart == nil ? more : 1, isExtra: true,
                    isPromised: false, at: signup[SignupTable.extraAt].integer ?? place)
            ]
        default:
            return []
        }
    }

    /// Those that have the place, and the rest at its own time. A party that does not come in so small a part goes by
    /// the later time as a whole.
    private static func divided(_ whole: Waiter, takesPart: Int64?) -> [Waiter] {
        let signup = whole.signup
        guard let first = signup[SignupTable.placeSeats].integer, 1..<whole.need ~= first,
            let at = signup[SignupTable.extraAt].integer
        else { return [whole] }
        if takesPart != nil, first < whole.least {
            return [
                Waiter(
                    signup: signup, need: whole.need, least: whole.least, isExtra: false,
                    isPromised: whole.isPromised, at: at)
            ]
        }
        let rest = whole.need - first
        return [
            Waiter(
                signup: signup, need: first, least: takesPart == nil ? first : whole.least,
                isExtra: false, isPromised: whole.isPromised, at: whole.at),
            Waiter(
                signup: signup, need: rest, least: takesPart == nil ? rest : 1, isExtra: false,
                isRest: true, isPromised: false, at: at),
        ]
    }

    private static func isBefore(_ a: Waiter, _ b: Waiter) -> Bool {
        if a.isPromised != b.isPromised { return a.isPromised }
        if a.at != b.at { return a.at < b.at }
        if a.lot != b.lot { return a.lot.lexicographicallyPrecedes(b.lot) }
        return a.signup.id < b.signup.id
    }
}
