public import SyncProtocol

/// Memberships (deltagelse): who takes part in a group. Loose: a person may join and leave freely.
public enum MembershipTable {
    /// The table's number for ever.
    public static let id = TableID(20)

    /// The group; a membership does not move to another.
    public static let group = ColumnSchema(
        1, "forum_group", .row(ForumGroupTable.id), .first, required: true)
    /// The person's name.
    public static let name = ColumnSchema(2, "name", .text, required: true, personal: true)
    /// The person's e-mail address.
    public static let email = ColumnSchema(3, "email", .text, personal: true, byteCountMax: 254)
    /// The person's phone number, as `Phone` normalises it.
    public static let phone = ColumnSchema(4, "phone", .text, personal: true, byteCountMax: 32)
    /// The organisation that the person comes from.
    public static let organisation = ColumnSchema(
        5, "organisation", .row(OrganisationTable.id))
    /// What the person does in the group.
    public static let role = ColumnSchema(
        6, "role", .choice(["lead", "member", "observer"]), required: true,
        default: .text("member"))
    /// The first day.
    public static let since = ColumnSchema(7, "since", .date)
    /// The last day, once the person has left.
    public static let until = ColumnSchema(8, "until", .date)

    /// Sent to whoever holds the group.
    public static let schema = TableSchema(
        id: id, name: "membership", scope: .row(column: group.id, whenNull: .office),
        columns: [group, name, email, phone, organisation, role, since, until])
}
