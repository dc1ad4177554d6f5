/// What every text model has read before its first text: common Danish names, addresses made of them, and
/// words of the field. Part of encoding format 2: it never changes.
enum TextPrimer {
    /// Texts of one row; each is read beside the folded one before it.
    struct Line {
        let kind: Int
        let texts: [String]
    }

    static let lines: [Line] =
        words.split(separator: "\n").map { Line(kind: 0, texts: [String($0)]) }
        + people.map { Line(kind: 1, texts: $0) }

    private static let words = """
        Møde i arbejdsgruppen
        Grønt Omstillingsmøde
        Studiebesøg på genbrugspladsen
        Stand på torvet
        Workshop om energi og klima
        Foredrag om natur og biodiversitet
        Kommer lidt senere
        Har brug for plads til kørestol
        Vil gerne hjælpe med oprydning
        Kommune og forening
        Rådhuset
        Biblioteket
        Køge Nord
        """

    /// Name, e-mail address.
    private static let people: [[String]] = {
        let given = """
            Anne Peter Kirsten Jens Mette Lars Hanne Michael Anna Henrik Helle Thomas Maria Søren \
            Susanne Jan Lene Christian Marianne Martin Camilla Niels Inge Anders Charlotte Morten \
            Karen Jesper Louise Hans Pia Mads Ida Per Bente Rasmus Emma Ole Lone Kim Gitte Mikkel \
            Julie Erik Birgitte Jørgen Line Simon Laura Frederik Birthe Emil Sofie Magnus Jette \
            Oliver Freja Victor Cecilie William Tina Noah Karin Lucas Jonas Sara Daniel Katrine \
            Jakob Dorthe Kasper Signe Brian Nanna Allan Mathilde Poul Rikke Steen Inger Bjarne \
            Johanne Claus Kurt Dennis Stine Torben Trine Flemming Malene Bo Ulla Ahmed Fatima
            """.split(separator: " ").map(String.init)
        let family = """
            Nielsen Jensen Hansen Andersen Pedersen Christensen Larsen Sørensen Rasmussen Jørgensen \
            Petersen Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen \
            Knudsen Jakobsen Jacobsen Mikkelsen Olesen Frederiksen Laursen Henriksen Lund Schmidt \
            Eriksen Holm Kristiansen Clausen Simonsen Svendsen Andreasen Iversen Jeppesen Vestergaard \
            Nissen Lauridsen Østergaard Jespersen Mogensen Kjær Jepsen Frandsen Søndergaard Dahl \
            Christoffersen Berg Skov Bach Friis Bertelsen Kjeldsen Winther Bruun Carlsen
            """.split(separator: " ").map(String.init)
        let domains = ["gmail.com", "hotmail.com", "live.dk", "mail.dk", "outlook.dk", "yahoo.dk"]
        return given.enumerated().map { index, first in
            let last = family[index % family.count]
            let domain = domains[index % domains.count]
            let a = String(decoding: TextAlignment.folded(Array(first.utf8)), as: UTF8.self)
            let b = String(decoding: TextAlignment.folded(Array(last.utf8)), as: UTF8.self)
            let address =
                switch index % 4 {
                case 0: "\(a).\(b)@\(domain)"
                case 1: "\(a)\(b)@\(domain)"
                case 2: "\(a.prefix(1))\(b)\(60 + index % 40)@\(domain)"
                default: "\(a)@\(b).dk"
                }
            return ["\(first) \(last)", address]
        }
    }()
}
