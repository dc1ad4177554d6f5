public import SyncEngine

/// The rules that span rows, in the order in which they decide.
public enum GreenForumRules {
    /// `status`, `series`, `same-person` and `wish` say who wants what, `delete` what stays, `rooms`, `allotment` and
    /// `seats` who gets it, `presence` who came.
    public static let all: [any Rule] = [
        StatusRule(), SeriesRule(), SamePersonRule(), WishRule(), DeleteRule(), RoomsRule(),
        AllotmentRule(), SeatsRule(), PresenceRule(),
    ]
}

extension RuleID {
    /// No two confirmed bookings of one resource overlap.
    public static let rooms = RuleID("rooms")
    /// One date that is taken does not spoil the others.
    public static let series = RuleID("series")
    /// No more seats are lent than are free.
    public static let allotment = RuleID("allotment")
    /// No more seats are given out than there are.
    public static let seats = RuleID("seats")
    /// Who was there was there.
    public static let presence = RuleID("presence")
    /// One live sign-up per person and event.
    public static let samePerson = RuleID("same-person")
    /// The person's latest word counts.
    public static let wish = RuleID("wish")
    /// Projects and events move on by legal steps.
    public static let status = RuleID("status")
}
