internal import SyncEngine
internal import SyncProtocol

/// The role table: who may write what. What no line allows is refused.
///
/// Reading is by scope (`RoleAccess.scopes`); what is only sent to the office, nobody else can read.
enum RoleTable {
    static let rights: [RoleRight] =
        ambassador + volunteer + lead + officer + secretary + follower

    private static let write: [RightAction] = [.insert, .update, .delete]

    private static let ambassador: [RoleRight] = [
        RoleRight(.ambassador, ThemeTable.id, write),
        RoleRight(.ambassador, OrganisationTable.id, write),
        RoleRight(.ambassador, ProjectTable.id, write),
        RoleRight(.ambassador, ForumGroupTable.id, write),
        RoleRight(.ambassador, MembershipTable.id, write),
        RoleRight(.ambassador, EventTable.id, write),
        RoleRight(
            .ambassador, AllotmentTable.id, [.insert],
            [.becomes(AllotmentTable.status, ["requested"])], columns: .only(checkout)),
        RoleRight(
            .ambassador, AllotmentTable.id, [.update],
            [.becomes(AllotmentTable.status, ["returned"])], columns: .only(homecoming)),
        RoleRight(.ambassador, SignupTable.id, write),
        RoleRight(.ambassador, CheckinTable.id, [.insert]),
        RoleRight(
            .ambassador, CheckinTable.id, [.update], columns: .only([CheckinTable.voidReason])),
        RoleRight(.ambassador, ResourceTable.id, write),
        RoleRight(.ambassador, BookingTable.id, write),
        // Approves, and overrides with a reason; what is granted stays the rule's to write.
        RoleRight(.ambassador, BookingTable.id, [.update], columns: .only(approval)),
        RoleRight(.ambassador, SeriesTable.id, write),
        RoleRight(.ambassador, SeriesTable.id, [.update], columns: .only(retrying)),
        RoleRight(.ambassador, outcome.id, [.update], columns: .only(settling)),
        RoleRight(.ambassador, member.id, [.insert, .update], columns: .every),
        // Keys are not rows: a device is revoked at the office, here it is only given a name.
        RoleRight(.ambassador, device.id, [.update], columns: .only(naming)),
        RoleRight(.ambassador, assignment.id, write),
    ]

    private static let volunteer: [RoleRight] =
        [
            RoleRight(
                .volunteer, ProjectTable.id, [.insert], [.becomes(ProjectTable.status, ["idea"])]),
            RoleRight(
                .volunteer, ProjectTable.id, [.update],
                [.made, .stays(ProjectTable.status, ["idea"])]),
            RoleRight(
                .volunteer, AllotmentTable.id, [.insert],
                [
                    .assignedEvent(AllotmentTable.event),
                    .becomes(AllotmentTable.status, ["requested"]),
                ], columns: .only(checkout)),
            RoleRight(
                .volunteer, AllotmentTable.id, [.update],
                [.made, .becomes(AllotmentTable.status, ["returned"])], columns: .only(homecoming)),
            RoleRight(
                .volunteer, SignupTable.id, write, [.assignedEvent(SignupTable.event)]),
            RoleRight(
                .volunteer, CheckinTable.id, [.insert], [.assignedEvent(CheckinTable.event)]),
            RoleRight(
                .volunteer, CheckinTable.id, [.update], [.assignedEvent(CheckinTable.event)],
                columns: .only([CheckinTable.voidReason])),
        ] + requests(.volunteer) + ownOutcomes(.volunteer)

    private static let lead: [RoleRight] =
        [
            RoleRight(.lead, ForumGroupTable.id, [.update], [.ownGroup(nil)]),
            RoleRight(.lead, MembershipTable.id, write, [.ownGroup(MembershipTable.group)]),
            RoleRight(.lead, EventTable.id, write, [.ownGroup(EventTable.group)]),
            RoleRight(
                .lead, AllotmentTable.id, [.insert],
                [
                    .ownGroupsEvent(AllotmentTable.event),
                    .becomes(AllotmentTable.status, ["requested"]),
                ], columns: .only(checkout)),
            RoleRight(
                .lead, AllotmentTable.id, [.update],
                [
                    .ownGroupsEvent(AllotmentTable.event),
                    .becomes(AllotmentTable.status, ["returned"]),
                ], columns: .only(homecoming)),
            RoleRight(.lead, SignupTable.id, write, [.ownGroupsEvent(SignupTable.event)]),
            RoleRight(.lead, CheckinTable.id, [.insert], [.ownGroupsEvent(CheckinTable.event)]),
            RoleRight(
                .lead, CheckinTable.id, [.update], [.ownGroupsEvent(CheckinTable.event)],
                columns: .only([CheckinTable.voidReason])),
            RoleRight(
                .lead, BookingTable.id, [.insert], [.ownGroup(BookingTable.group), .ownSeries]),
            RoleRight(.lead, BookingTable.id, [.update], [.ownGroup(BookingTable.group)]),
            RoleRight(.lead, SeriesTable.id, [.insert, .update], [.ownGroup(SeriesTable.group)]),
            RoleRight(
                .lead, SeriesTable.id, [.update], [.ownGroup(SeriesTable.group)],
                columns: .only(retrying)),
            RoleRight(
                .lead, outcome.id, [.update], [.ownGroupsOutcome], columns: .only(settling)),
        ] + ownOutcomes(.lead)

    private static let officer: [RoleRight] =
        [
            // Carries out what has been approved: the authority moves it on, nobody else's words.
            RoleRight(
                .officer, ProjectTable.id, [.update],
                [
                    .stays(
                        ProjectTable.status, ["approved", "running", "paused", "done", "dropped"])
                ], columns: .only([ProjectTable.status])),
            RoleRight(
                .officer, ResourceTable.id, write, [.stays(ResourceTable.place, ["town-hall"])]),
            RoleRight(
                .officer, BookingTable.id, [.update], [.townHall], columns: .only(approval)),
        ] + requests(.officer) + ownOutcomes(.officer)

    private static let secretary: [RoleRight] = requests(.secretary) + ownOutcomes(.secretary)

    /// Reads.
    private static let follower: [RoleRight] = []

    /// Asks for a booking, and changes or withdraws what the same member asked for.
    private static func requests(_ role: Role) -> [RoleRight] {
        [
            RoleRight(role, BookingTable.id, [.insert], [.ownSeries]),
            RoleRight(role, BookingTable.id, [.update], [.made]),
            RoleRight(role, SeriesTable.id, [.insert]),
            RoleRight(role, SeriesTable.id, [.update], [.made]),
            RoleRight(role, SeriesTable.id, [.update], [.made], columns: .only(retrying)),
        ]
    }

    private static func ownOutcomes(_ role: Role) -> [RoleRight] {
        [RoleRight(role, outcome.id, [.update], [.ownOutcome], columns: .only(settling))]
    }

    private static let outcome = SystemTables.outcome
    private static let member = SystemTables.member
    private static let device = SystemTables.device
    private static let assignment = SystemTables.assignment
    /// A list is asked for; the rule `allotment` says what is lent.
    private static let checkout = [
        AllotmentTable.event, AllotmentTable.device, AllotmentTable.seatsWanted,
        AllotmentTable.seatsExpected, AllotmentTable.lentUntil, AllotmentTable.status,
    ]
    private static let homecoming = [AllotmentTable.status]
    private static let approval = [BookingTable.status, BookingTable.decisionReason]
    private static let retrying = [SeriesTable.retriedAt]
    private static let settling = [outcome["state"]!]
    private static let naming = [device["name"]!]
}
