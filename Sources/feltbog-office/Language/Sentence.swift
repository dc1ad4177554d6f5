/// What a command says: results and what is wrong.
enum Sentence: Text {
    case made, fingerprint, inviteFor, inviteGoodUntil, addressesAre, startWith
    case noOffice, officeExists, folderUnusable, keysUnusable, alreadyServing
    case locked, damaged, foreign, newer, diskFull, readOnly, storeFailed
    case cannotListen, missingOption, badAddress, badDuration, badRole, badName, badGrace
    case rowNotFound, rowAmbiguous, memberAmbiguous, sameMember, deviceNotFound, deviceAmbiguous,
        deviceRevokedAlready
    case revoked, givenUp, noDevices, noFindings, faults, portFileFailed, unexpected, refused,
        unknownThing
    case pathExists, noBackup, backedUp, restored, setAside

    var forms: (da: String, en: String) {
        switch self {
        case .made: ("Kontoret «{0}» er oprettet i {1}.", "The office ‘{0}’ was made in {1}.")
        case .fingerprint: ("Kontorets nøgle: {0}", "The office's key: {0}")
        case .inviteFor: ("Invitation til {0} ({1}):", "Invite for {0} ({1}):")
        case .inviteGoodUntil:
            (
                "Gælder én gang, til {0}. Brug den med: feltbog join INVITATION",
                "Good once, until {0}. Use it with: feltbog join INVITE"
            )
        case .addressesAre: ("Enhederne finder kontoret på: {0}", "Devices find the office at: {0}")
        case .startWith: ("Start kontoret med: {0}", "Start the office with: {0}")
        case .noOffice:
            (
                "Der er intet kontor i {0}. Opret det med: feltbog-office init",
                "There is no office in {0}. Make one with: feltbog-office init"
            )
        case .officeExists:
            (
                "Der er allerede et kontor i {0}. Vælg en anden mappe med --data, eller brug det, der er.",
                "There is an office in {0} already. Choose another folder with --data, or use the one there is."
            )
        case .folderUnusable:
            ("Mappen {0} kan ikke bruges: {1}.", "The folder {0} cannot be used: {1}.")
        case .keysUnusable:
            (
                "Kontorets nøgle i {0} kan ikke læses. Hent den fra en sikkerhedskopi:"
                    + " uden den kender enhederne ikke kontoret.",
                "The office's key in {0} cannot be read. Get it from a backup:"
                    + " without it the devices do not know the office."
            )
        case .alreadyServing:
            (
                "Kontoret i {0} kører allerede. Stop det først, eller brug det, der kører.",
                "The office in {0} is running already. Stop it first, or use the one that runs."
            )
        case .locked:
            (
                "{0} er i brug af et andet program. Prøv igen om lidt.",
                "{0} is in use by another program. Try again shortly."
            )
        case .damaged:
            (
                "{0} er beskadiget. Stop kontoret og hent data fra en sikkerhedskopi.",
                "{0} is damaged. Stop the office and get the data from a backup."
            )
        case .foreign: ("{0} er ikke et kontors data.", "{0} is not an office's data.")
        case .newer:
            (
                "{0} er skrevet af en nyere udgave af Feltbog. Brug den.",
                "{0} was written by a newer version of Feltbog. Use that one."
            )
        case .diskFull:
            (
                "Disken er fuld; intet er ændret. Gør plads og prøv igen.",
                "The disk is full; nothing was changed. Make room and try again."
            )
        case .readOnly:
            (
                "{0} kan ikke skrives. Se efter rettighederne.",
                "{0} cannot be written. Look at its permissions."
            )
        case .storeFailed: ("{0} kan ikke bruges: {1}.", "{0} cannot be used: {1}.")
        case .cannotListen:
            (
                "Kan ikke lytte på {0}. Er porten optaget, så vælg en anden med --listen.",
                "Cannot listen at {0}. If the port is taken, choose another with --listen."
            )
        case .missingOption: ("Der mangler {0}.", "{0} is missing.")
        case .badAddress:
            (
                "«{0}» er ingen adresse. Skriv f.eks. kontor.example:7433.",
                "‘{0}’ is no address. Write for example office.example:7433."
            )
        case .badDuration:
            (
                "«{0}» er ingen varighed. Skriv f.eks. 12h eller 7d.",
                "‘{0}’ is no duration. Write for example 12h or 7d."
            )
        case .badRole: ("«{0}» er ingen rolle. Vælg: {1}.", "‘{0}’ is no role. Choose: {1}.")
        case .badName: ("Et navn er på 1 til {0} byte.", "A name has 1 to {0} bytes.")
        case .badGrace: ("--grace er 0 til 3600 sekunder.", "--grace is 0 to 3600 seconds.")
        case .rowNotFound:
            (
                "Fandt ikke «{0}» her. Det skal først være synket til kontoret.",
                "Did not find ‘{0}’ here. It has to be synced to the office first."
            )
        case .rowAmbiguous: ("«{0}» kan være flere: {1}.", "‘{0}’ may be several: {1}.")
        case .memberAmbiguous:
            (
                "Der er flere ved navn {0} ({1}). Brug --new, hvis det er en ny person.",
                "There are several called {0} ({1}). Use --new if this is a new person."
            )
        case .sameMember:
            (
                "{0} ({1}) er her allerede: invitationen er til en enhed mere. Er det en anden person, så brug --new.",
                "{0} ({1}) is here already: the invite is for one more device. If this is another person, use --new."
            )
        case .deviceNotFound: ("Fandt ingen enhed «{0}».", "Found no device ‘{0}’.")
        case .deviceAmbiguous:
            ("«{0}» kan være flere enheder: {1}.", "‘{0}’ may be several devices: {1}.")
        case .deviceRevokedAlready:
            ("Enheden «{0}» var allerede lukket ude.", "The device ‘{0}’ was locked out already.")
        case .revoked:
            (
                "Enheden «{0}» ({1}) er lukket ude. Det, den har afleveret, bliver.",
                "The device ‘{0}’ ({1}) is locked out. What it has delivered stays."
            )
        case .givenUp:
            (
                "Der ventes ikke længere på enheden «{0}» ({1}). Kommer den igen, henter den alt på ny.",
                "The device ‘{0}’ ({1}) is not waited for any longer. If it comes back, it loads everything anew."
            )
        case .noDevices: ("Ingen enheder er meldt til endnu.", "No device is enrolled yet.")
        case .noFindings: ("Alt er i orden.", "All is in order.")
        case .faults:
            (
                "{0} fejl i data. Stop kontoret, tag en kopi af mappen, og hent data fra en sikkerhedskopi.",
                "{0} faults in the data. Stop the office, copy the folder, and get the data from a backup."
            )
        case .refused: ("Kontoret tillader det ikke: {0}.", "The office does not allow it: {0}.")
        case .unknownThing: ("Kontoret kender det ikke: {0}.", "The office does not know it: {0}.")
        case .pathExists:
            (
                "{0} findes allerede. Vælg et andet sted, eller flyt den.",
                "{0} exists already. Choose another place, or move it."
            )
        case .noBackup:
            (
                "{0} er ingen sikkerhedskopi: der mangler office.db eller key.pem.",
                "{0} is no backup: office.db or key.pem is missing."
            )
        case .backedUp:
            (
                "Kopien i {0} har alt til og med {1}. Den har også kontorets private nøgle.",
                "The copy in {0} has everything through {1}. It has the office's private key too."
            )
        case .restored:
            (
                "Kontoret fra {0} er nu i {1}. Enhederne giver selv det tilbage, der mangler.",
                "The office from {0} is now in {1}. The devices give back by themselves what is missing."
            )
        case .setAside: ("Det, der var før, er i {0}.", "What was there before is in {0}.")
        case .portFileFailed: ("Filen {0} kan ikke skrives.", "The file {0} cannot be written.")
        case .unexpected: ("Det gik galt: {0}", "It went wrong: {0}")
        }
    }
}
