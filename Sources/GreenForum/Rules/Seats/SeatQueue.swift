internal import SyncEngine
internal import SyncProtocol

/// Who waits for seats at one event, first in line first: first what was promised out of a list that came home
/// too late, then by effective time, ties drawn.
struct SeatQueue {
    /// A sign-up without a seat, or what a confirmed party wants beyond the seats it has.
    struct Waiter {
        let signup: Row
        /// Seats that it wants.
        let need: Int64
        /// Fewer than these are of no use to it.
        let least: Int64
        let isExtra: Bool
        fileprivate let isPromised: Bool
        fileprivate let at: Milliseconds
        fileprivate var lot: [UInt8] = []
    }

    let waiters: [Waiter]

    init(_ signups: [Row], event: RowID) {
        var waiters = signups.compactMap(Self.waiter)
        var counts: [Milliseconds: Int] = [:]
        for waiter in waiters { counts[waiter.at, default: 0] += 1 }
        for index in waiters.indices where counts[waiters[index].at] != 1 {
            waiters[index].lot = SeatPlan.lot(event: event, signup: waiters[index].signup.id).bytes
        }
        self.waiters = waiters.sorted(by: Self.isBefore)
    }

    private static func waiter(_ signup: Row) -> Waiter? {
        let party = SeatPlan.party(signup)
        let takesPart = signup[SignupTable.partyMin].integer.map { max(1, $0) }
        switch signup[SignupTable.status].text {
        case "received", "pending", "waitlisted", "declined":
            return Waiter(
                signup: signup, need: party, least: min(takesPart ?? party, party),
                isExtra: false,
                isPromised: SignupFlags(signup[SignupTable.flags].text).contains(.promised),
                at: signup[SignupTable.effectiveAt].integer ?? signup.id.timestamp.milliseconds)
        case "confirmed":
            let more = party - SeatPlan.seats(of: signup)
            guard more > 0 else { return nil }
            return Waiter(
                signup: signup, need: more, least: takesPart == nil ? more : 1, isExtra: true,
                isPromised: false,
                at: signup[SignupTable.extraAt].integer ?? signup[SignupTable.effectiveAt].integer
                    ?? signup.id.timestamp.milliseconds)
        default:
            return nil
        }
    }

    private static func isBefore(_ a: Waiter, _ b: Waiter) -> Bool {
        if a.isPromised != b.isPromised { return a.isPromised }
        if a.at != b.at { return a.at < b.at }
        if a.lot != b.lot { return a.lot.lexicographicallyPrecedes(b.lot) }
        return a.signup.id < b.signup.id
    }
}
