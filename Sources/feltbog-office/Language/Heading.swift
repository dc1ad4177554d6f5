/// Headings of tables and what stands in their cells.
enum Heading: Text {
    case device, name, member, role, lastContact, note, revoked, copied
    case deployment, sequence, backedUp, size, kilobytes, devices, ofAll, openConflicts, rows
    case notice, warning, fault

    var forms: (da: String, en: String) {
        switch self {
        case .device: ("Enhed", "Device")
        case .name: ("Navn", "Name")
        case .member: ("Person", "Member")
        case .role: ("Rolle", "Role")
        case .lastContact: ("Sidst set", "Last contact")
        case .note: ("Bemærkning", "Note")
        case .revoked: ("lukket ude {0}", "locked out {0}")
        case .copied: ("kopi af {0}", "copy of {0}")
        case .deployment: ("Installation", "Deployment")
        case .sequence: ("Nået til", "Sequence")
        case .backedUp: ("Sikkerhedskopieret til", "Backed up through")
        case .size: ("Fylder", "Size")
        case .kilobytes: ("{0} kB", "{0} kB")
        case .devices: ("Enheder", "Devices")
        case .ofAll: ("{0} af {1} kan være med", "{0} of {1} may take part")
        case .openConflicts: ("Åbne konflikter", "Open conflicts")
        case .rows: ("Rækker i {0}", "Rows of {0}")
        case .notice: ("Bemærk", "Note")
        case .warning: ("Advarsel", "Warning")
        case .fault: ("Fejl", "Fault")
        }
    }
}
