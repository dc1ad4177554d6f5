/// What every text model has read before its first text: common Danish names, addresses made of them, and
/// words of the field. Part of encoding format 2: it never changes.
enum TextPrimer {
    /// Texts of one row; each is read beside the folded one before it.
    struct Line {
        let kind: Int
        let texts: [String]
    }

    static let lines: [Line] =
        phrases.split(separator: "\n").map { Line(kind: 0, texts: [String($0)]) }
        + people.map { Line(kind: 1, texts: $0) }

    private static let phrases = """
        Møde i arbejdsgruppen
        Grønt Omstillingsmøde: energi og klima
        Studiebesøg på genbrugspladsen
        Stand på torvet
        Workshop om energirenovering
        Foredrag om natur og biodiversitet
        Planlægning med forvaltningen
        Generalforsamling i foreningen
        Kommer lidt senere
        Har brug for plads til kørestol
        Vil gerne hjælpe med oprydning
        Tager to børn med
        Kommune og forening
        Rådhuset
        Biblioteket
        Køge Nord
        confirmed
        pending
        waitlisted
        citizen
        association
        company
        spoken
        """

    private static let given = words(
        """
        Anne Peter Kirsten Michael Mette Lars Hanne Jens Anna Thomas Helle Henrik Susanne Søren Lene \
        Christian Maria Martin Marianne Jan Inge Morten Karen Jesper Lone Anders Camilla Niels Pia \
        Mads Louise Rasmus Charlotte Per Bente Mikkel Tina Hans Gitte Kim Ida Ole Jette Simon Julie \
        Frederik Laura Jørgen Birthe Emil Sofie Jacob Emma Magnus Line Oliver Annette Brian Dorthe \
        Daniel Inger Erik Sara Allan Ulla Kasper Cecilie Claus Freja Poul Rikke Alexander Mathilde \
        Bo Lise Flemming Signe Torben Merete Kenneth Sanne Carsten Karin William Nanna Victor Maja \
        Noah Britta Lucas Johanne Oscar Alberte Karl Agnes Malthe Clara Elias Astrid August Ella Carl \
        Alma Anton Ellen Knud Tove Svend Grethe Kaj Aase Leif Vibeke Finn Jytte John Ditte Jeppe \
        Stine Tobias Caroline Jonas Amalie Gustav Trine Nikolaj Heidi Philip Malene Steen Birgitte \
        Benjamin Katrine Sebastian Nina Mark Eva René Elisabeth Johan Rosa Kurt Lisbeth Dennis Randi \
        Mohammad Fatima Ahmed Ali Mathias Josefine Jakob Isabella Andreas Karla Marcus Victoria Liam \
        Nora Arthur Olivia Valdemar Asta Felix Luna Otto Vera Viggo Frida Theodor Liv Aksel Lily \
        Villads Ellie Storm Saga Albert Alba Villum Hannah Adam Marie Nohr Sille Theo Esther Konrad \
        Viola Bertram Filippa Johannes Thea Hugo Selma Sander Sigrid Milas Vigga Silas Naja Tristan \
        Lærke Kristian Kristine Kristoffer Christina Rune Anja Troels Sonja Esben Bodil Preben Lis \
        Ivan Rita Villy Else Bent Gerda Arne Ruth Børge Edith Ejner Ingrid Egon Elsebeth Gunnar Lilly \
        Verner Irene Aage Margit Holger Ragnhild Harald Gudrun Ebbe Karen-Marie Mogens Anne-Marie \
        Frank Conny Stig Winnie Ib Solveig Bjarne Bitten Keld Doris Tommy Joan Ronni Betina Nicolai \
        Michelle Patrick Natasja Lasse Maiken Casper Ditlev Kamilla Tine Asger Silje Bjørn Åse Åge \
        Mikael Maibritt Henning Lonni Gert Ane Tage Kamma Vagn Dagny Sven Ingelise Hassan Aisha Omar \
        Leila Yusuf Amina Mustafa Zahra Ibrahim Maryam Mehmet Yasmin Piotr Olga Andrei Elena Igor Natalia
        """)

    private static let family = words(
        """
        Nielsen Jensen Hansen Andersen Pedersen Christensen Larsen Sørensen Rasmussen Jørgensen \
        Petersen Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen \
        Knudsen Jakobsen Jacobsen Mikkelsen Olesen Frederiksen Laursen Henriksen Lund Holm Schmidt \
        Eriksen Kristiansen Clausen Simonsen Svendsen Andreasen Iversen Jeppesen Vestergaard Nissen \
        Lauridsen Østergaard Jespersen Mogensen Kjær Jepsen Frandsen Søndergaard Dahl Skov Bach \
        Christoffersen Carlsen Nørgaard Bertelsen Bruun Friis Winther Gregersen Lassen Kjeldsen \
        Johnsen Krogh Berg Damgaard Ravn Toft Riis Juhl Kruse Steffensen Lorentzen Ali Khan Nguyen \
        Ahmed Hussein Yilmaz Nygaard Bjerregaard Kirkegaard Overgaard Dalgaard Lindberg Svensson \
        Johansson Mathiesen Thorsen Hermansen Danielsen Michelsen Enevoldsen Ibsen Bendtsen Bertelsen \
        Villadsen Brandt Hald Lauritsen Therkildsen Axelsen Bonde Daugaard Gade Hedegaard Hvid Ipsen \
        Juul Kofoed Lange Lykke Markussen Nicolaisen Ottosen Paulsen Rohde Schou Sommer Staal Stenberg \
        Thygesen Thorup Ulrich Vad Vinther Wagner Warming Westergaard Wulff Zachariassen Ågaard Østerby
        """)

    private static let middle = words(
        "Lund Bech Skov Holst Kjær Bjerg Munk Vang Friis Krogh Dam Lind Holm Møller Bach Juul Høj")

    /// By how common they are, roughly.
    private static let domains = words(
        """
        gmail.com hotmail.com gmail.com live.dk gmail.com outlook.com gmail.com mail.dk hotmail.com \
        gmail.com icloud.com yahoo.dk gmail.com outlook.dk stofanet.dk gmail.com jubii.dk privat.dk \
        hotmail.dk gmail.com youmail.dk mail.tele.dk gmail.com msn.com
        """)

    /// All given names, then the first half of them, the first quarter …, so that common ones come often;
    /// every second person with an address made of the name.
    private static let people: [[String]] = {
        var result: [[String]] = []
        var index = 0
        for pass in 0..<5 {
            for first in given.prefix(given.count >> pass) {
                let last = family[(index * 7) % (family.count >> (index % 5))]
                let between = index % 6 == 5 ? " \(middle[index / 6 % middle.count])" : ""
                let name = "\(first)\(between) \(last)"
                let domain =
                    index % 11 == 10
                    ? "\(folded(last)).dk" : domains[index % domains.count]
                let local = local(folded(first), folded(last), index)
                result.append(index % 2 == 0 ? [name, "\(local)@\(domain)"] : [name])
                index += 1
            }
        }
        return result
    }()

    private static func local(_ first: String, _ last: String, _ index: Int) -> String {
        let year = 50 + index * 37 % 50
        switch index / 2 % 8 {
        case 0, 4, 6: return "\(first).\(last)"
        case 1: return "\(first)\(last)"
        case 2: return "\(first)\(year)"
        case 3: return "\(first.prefix(1))\(last)"
        case 5: return "\(first.prefix(2))\(last.prefix(2))\(year)"
        default: return index % 32 < 16 ? "\(first)_\(last)" : "\(last).\(first)"
        }
    }

    private static func folded(_ text: String) -> String {
        String(decoding: TextAlignment.folded(Array(text.utf8)), as: UTF8.self)
    }

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }
}
