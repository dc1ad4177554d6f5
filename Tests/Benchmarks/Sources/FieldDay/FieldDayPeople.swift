/// A person as people are: some have no address, some no phone.
struct Person {
    let name: String
    let email: String?
    let phone: String?
    let organisation: String?
    let kind: String

    /// - Parameter count: how many, all different in name and contact taken together.
    static func make(_ count: Int, _ random: inout SplitMix64) -> [Person] {
        (0..<count).map { _ in Person(&random) }
    }

    private init(_ random: inout SplitMix64) {
        let given = FieldDayNames.given[random.ranked(FieldDayNames.given.count)]
        let family = FieldDayNames.family[random.ranked(FieldDayNames.family.count)]
        var words = [given]
        if random.happens(30) { words.append(random.pick(FieldDayNames.given)) }
        if random.happens(120) { words.append(random.pick(FieldDayNames.middle)) }
        words.append(family)
        name = words.joined(separator: " ")
        email = random.happens(880) ? Self.address(given, family, &random) : nil
        phone = random.happens(820) ? Self.number(&random) : nil
        organisation = random.happens(60) ? random.pick(FieldDayNames.organisations) : nil
        kind =
            organisation == nil
            ? "citizen"
            : random.pick([("association", 5), ("company", 3), ("staff", 1), ("politician", 1)])
    }

    private static func number(_ random: inout SplitMix64) -> String {
        let first = random.pick(["2", "2", "3", "4", "5", "6", "7", "8", "9"])
        let rest = String(10_000_000 + random.below(10_000_000)).dropFirst()
        return "+45\(first)\(rest)"
    }

    private static func address(
        _ given: String, _ family: String, _ random: inout SplitMix64
    ) -> String {
        let a = ascii(given)
        let b = ascii(family)
        let year = String(50 + random.below(50))
        let local = random.pick([
            ("\(a).\(b)", 30), ("\(a)\(b)", 14), ("\(a)\(year)", 12), ("\(a.prefix(1))\(b)", 8),
            ("\(a)_\(b)\(year)", 6), ("\(b).\(a)", 4), ("\(a.prefix(2))\(b.prefix(2))\(year)", 8),
            ("\(a).\(b)\(random.below(10))", 6), ("\(a)-\(b)", 3), ("\(a)", 5),
        ])
        let domain = random.pick([
            ("gmail.com", 38), ("hotmail.com", 14), ("live.dk", 6), ("mail.dk", 6), ("outlook.com", 6),
            ("yahoo.dk", 4), ("icloud.com", 5), ("stofanet.dk", 3), ("privat.dk", 3),
            ("koege.dk", 3), ("\(b).dk", 4), ("\(ascii(random.pick(FieldDayNames.places))).dk", 4),
        ])
        return "\(local)@\(domain)"
    }

    private static func ascii(_ text: String) -> String {
        var result = ""
        for character in text.lowercased() {
            switch character {
            case "æ": result += "ae"
            case "ø": result += "oe"
            case "å": result += "aa"
            case "é", "è": result += "e"
            case "ü": result += "u"
            case " ", "-": result += "-"
            default: result.append(character)
            }
        }
        return result
    }
}

/// Names and words in use in Denmark.
enum FieldDayNames {
    static let given = words(
        """
        Anne Peter Mette Michael Hanne Lars Kirsten Jens Anna Henrik Helle Thomas Susanne Søren Lene \
        Jan Maria Christian Marianne Martin Lone Niels Camilla Anders Pia Morten Louise Jesper \
        Charlotte Hans Bente Mads Gitte Rasmus Karen Per Inge Ole Tina Kim Ida Erik Jette Mikkel \
        Julie Jørgen Birgit Simon Laura Frederik Sofie Emil Emma Jacob Dorthe Magnus Line Oliver \
        Annette Daniel Sara Brian Ulla Claus Freja Kasper Cecilie Allan Birthe Nikolaj Mathilde \
        Torben Merete Poul Signe Bo Lise Flemming Rikke Steen Karin Alexander Sanne William Nanna \
        Victor Maja Noah Britta Lucas Johanne Oscar Alberte Karl Agnes Malthe Clara Elias Astrid \
        Valdemar Ella August Vera Arthur Liv Theodor Esther Carl Rosa Aksel Alma Storm Viola Otto \
        Ellen Felix Luna Anton Asta Konrad Frida Villads Saga Bertram Josefine Mohammad Aisha Ali \
        Yasmin Hassan Amina Omar Leila Mustafa Zahra Piotr Katarzyna Andrei Elena Dmitri Olga Viktor \
        Irina Nguyen Linh Wei Mei Arne Gudrun Svend Ragnhild Knud Tove Aage Gerda Egon Edith Holger \
        Ruth Verner Grethe Kaj Asger Bodil Viggo Ingrid Harald Sigrid Gunnar Solveig Leif Vibeke \
        Preben Bitten Finn Aase Keld Åse Ib Jytte Bjarne Åge Troels Ditte Jeppe Sille Esben Kamilla \
        Kristoffer Trine Rune Stine Jonas Tobias Nadia Sebastian Caroline Philip Isabella Marcus \
        Amalie Gustav Naja Benjamin Thea Anton Filippa Silas Ronja Milo Selma Hjalmar Dagmar Asbjørn
        """)
    static let family = words(
        """
        Nielsen Jensen Hansen Andersen Pedersen Christensen Larsen Sørensen Rasmussen Jørgensen \
        Petersen Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen \
        Knudsen Jakobsen Mikkelsen Olesen Frederiksen Laursen Henriksen Lund Holm Schmidt Eriksen \
        Kristiansen Simonsen Clausen Svendsen Andreasen Iversen Jeppesen Mogensen Jespersen Nissen \
        Lauridsen Frandsen Østergaard Jepsen Carlsen Kjær Vestergaard Nørgaard Dahl Skov Søndergaard \
        Bertelsen Bruun Lauritsen Bach Gregersen Lassen Friis Johnsen Kjeldsen Winther Ibsen Krogh \
        Juhl Ravn Kofoed Damgaard Svensson Bjerregaard Lindberg Thorsen Hermansen Toft Riis Bang \
        Daugaard Kruse Steffensen Mathiesen Ottosen Hald Enevoldsen Kirkegaard Sommer Storm Brandt \
        Overgaard Villadsen Munk Ahmed Khan Hussein Ali Yilmaz Demir Kowalski Popescu Ivanov Tran \
        Chen Sandholt Fabricius Balslev Lorentzen Gram Hartmann Meyer Schou Wulff Nygaard Højgaard \
        Ladefoged Rømer Thygesen Birch Ejlersen Rohde Tange Kløve Bendtsen Øvlisen Ågård Bitsch \
        Mørk Stampe Trolle Ulrichsen Vang Wind Zacho Grønbech Esbensen Fog Green Hviid Krarup
        """)
    static let middle = words(
        """
        Bech Lund Skov Bjerg Holst Dam Kjær Høj Vang Lykke Rask Bruun Hede Nord Munk Friis Krogh \
        Bay Falk Grøn Lind Møller Nygaard Skou Toft Vest Winther Berg Due Elm
        """)
    static let places = words(
        """
        Køge Herfølge Bjæverskov Borup Ejby Lellinge Hastrup Boholte Ølby Algestrup Vemmedrup \
        Strøby Tureby Gørslev Lidemark Skensved
        """)
    static let organisations = [
        "Køge Cykelforening", "Naturens Venner", "Lokalrådet i Borup", "Grønne Nabofællesskaber",
        "Køge Kyst", "Biavlerne", "Repair Café Køge", "Fjernvarmen", "Kirkens Genbrug", "Spejderne",
        "Andelsboligforeningen Ellemarken", "Skolebestyrelsen", "Ældresagen", "Havneforeningen",
        "Roklubben", "Køge Handel", "Landbrugets grønne råd", "Kystens Perle", "Boligselskabet",
        "Energirådgiverne", "Byhaven", "Vindmøllelauget", "Elbilklubben", "Museets venner",
    ]

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }
}
