/// What roles are called before people.
public enum RoleTexts {
    /// The role's name.
    public static func name(_ role: Role) -> LocalText {
        switch role {
        case .ambassador: LocalText(da: "grøn ambassadør", en: "green ambassador")
        case .volunteer: LocalText(da: "frivillig", en: "volunteer")
        case .lead: LocalText(da: "tovholder", en: "group lead")
        case .officer: LocalText(da: "medarbejder i forvaltningen", en: "officer")
        case .secretary: LocalText(da: "udvalgssekretær", en: "committee secretary")
        case .follower: LocalText(da: "medlem af følgegruppen", en: "following group")
        }
    }

    /// What the role may do, in a sentence.
    public static func explanation(_ role: Role) -> LocalText {
        switch role {
        case .ambassador:
            LocalText(
                da: "Ser og skriver alt, godkender bookinger og afgør det, der er uafklaret.",
                en: "Sees and writes everything, approves bookings and settles what is open.")
        case .volunteer:
            LocalText(
                da: "Tager imod tilmeldinger og fremmøde ved de møder, hun er tildelt, foreslår "
                    + "projekter og beder om lokaler.",
                en: "Takes sign-ups and check-ins at the events assigned to her, proposes projects "
                    + "and asks for rooms.")
        case .lead:
            LocalText(
                da: "Skriver sin egen gruppe, dens deltagere, møder og tilmeldinger, og beder om "
                    + "lokaler til den.",
                en: "Writes the own group, its members, events and sign-ups, and asks for rooms "
                    + "for it.")
        case .officer:
            LocalText(
                da: "Fører godkendte projekter videre, passer rådhusets lokaler og godkender dem.",
                en: "Moves approved projects on, keeps and approves the town hall's rooms.")
        case .secretary:
            LocalText(
                da: "Læser med og beder om lokaler.", en: "Reads along and asks for rooms.")
        case .follower:
            LocalText(da: "Læser med.", en: "Reads along.")
        }
    }
}
