/// What a member is in the organisation; `member.role` holds the raw value.
public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Grøn Ambassadør.
    case ambassador
    /// Frivillig: takes sign-ups at the events assigned to her.
    case volunteer
    /// Tovholder: leads a working group.
    case lead
    /// Medarbejder i forvaltningen.
    case officer
    /// Sekretær for Teknik- og Miljøudvalget.
    case secretary
    /// Medlem af den grønne følgegruppe.
    case follower
}
