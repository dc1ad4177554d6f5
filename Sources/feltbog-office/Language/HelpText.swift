/// The help of commands and options.
enum HelpText: Text {
    case program, data, lang, json
    case initialise, name, ambassador, address
    case serve, listen, portFile, grace, verbose
    case invite, member, role, event, group, newMember, expires
    case devices, devicesList, devicesRevoke, devicesGiveUp, device
    case report, doctor, backup, backupTarget, restore, restoreSource

    var forms: (da: String, en: String) {
        switch self {
        case .program:
            (
                "Feltbogs kontor: modtager, afgør og fordeler.",
                "Feltbog's office: admits, decides and distributes."
            )
        case .data:
            ("Kontorets mappe (FELTBOG_OFFICE_DATA).", "The office's folder (FELTBOG_OFFICE_DATA).")
        case .lang: ("Sprog (ellers efter LANG).", "Language (else by LANG).")
        case .json: ("Skriv JSON.", "Write JSON.")
        case .initialise:
            (
                "Opret kontoret, dets nøgle og ambassadøren, og skriv en invitation til hende.",
                "Make the office, its key and the ambassador, and print an invite for her."
            )
        case .name: ("Hvad kontoret hedder.", "What the office is called.")
        case .ambassador: ("Ambassadørens navn.", "The ambassador's name.")
        case .address:
            (
                "Hvor enhederne finder kontoret, vært:port; kan gentages, bedste først.",
                "Where devices find the office, host:port; may be repeated, best first."
            )
        case .serve:
            (
                "Tag imod enhederne, indtil der kommer SIGTERM.",
                "Serve the devices until SIGTERM comes."
            )
        case .listen:
            (
                "Hvor der lyttes, vært:port; port 0: en ledig.",
                "Where to listen, host:port; port 0: a free one."
            )
        case .portFile:
            (
                "Skriv portens nummer i denne fil, når alt er klar.",
                "Write the port's number to this file when all is ready."
            )
        case .grace:
            (
                "Hvor mange sekunder igangværende forbindelser får ved nedlukning.",
                "How many seconds connections at work get at shutdown."
            )
        case .verbose: ("Log også hver forbindelse.", "Log each connection too.")
        case .invite:
            (
                "Invitér en person; virker også, mens kontoret kører.",
                "Invite a person; works also while the office runs."
            )
        case .member: ("Personens navn.", "The person's name.")
        case .role: ("Rollen.", "The role.")
        case .event:
            (
                "Et møde, personen passer: titel eller begyndelsen af id; kan gentages.",
                "An event that the person looks after: title or the beginning of its id; may be repeated."
            )
        case .group:
            (
                "En arbejdsgruppe, personen leder: navn eller begyndelsen af id; kan gentages.",
                "A group that the person leads: name or the beginning of its id; may be repeated."
            )
        case .newMember:
            (
                "En ny person, selv om der er en med samme navn og rolle.",
                "A new person, although there is one of the same name and role."
            )
        case .expires:
            (
                "Hvor længe invitationen gælder, f.eks. 12h, 7d.",
                "How long the invite is good for, e.g. 12h, 7d."
            )
        case .devices: ("Enhederne, der er meldt til.", "The devices that are enrolled.")
        case .devicesList: ("Vis alle enheder.", "List all devices.")
        case .devicesRevoke:
            (
                "Luk en enhed ude; det, den har afleveret, bliver.",
                "Lock a device out; what it has delivered stays."
            )
        case .devicesGiveUp:
            (
                "Vent ikke længere på en enhed, før sletninger glemmes; den må gerne komme igen.",
                "Wait for a device no longer before deletions are forgotten; it may come back."
            )
        case .device:
            (
                "Enhedens nummer eller begyndelsen af det.",
                "The device's number or the beginning of it."
            )
        case .report: ("Hvad kontoret har, i tal.", "What the office has, in numbers.")
        case .backup:
            (
                "Tag en sikkerhedskopi; virker også, mens kontoret kører.",
                "Make a backup; works also while the office runs."
            )
        case .backupTarget:
            (
                "En mappe, der ikke findes endnu. Den får også kontorets private nøgle: pas på den.",
                "A folder that does not exist yet. It gets the office's private key too: guard it."
            )
        case .restore:
            (
                "Sæt en sikkerhedskopi i stedet for kontorets data, som gemmes ved siden af.",
                "Put a backup in place of the office's data, which are kept beside it."
            )
        case .restoreSource: ("Mappen fra backup.", "The folder that backup made.")
        case .doctor: ("Undersøg kontorets data.", "Examine the office's data.")
        }
    }
}
