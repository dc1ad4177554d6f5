public import SyncProtocol

/// Half a year of a green ambassador's office: 2,000 people, 200 events, 20,000 sign-ups and 2,000 bookings
/// by 40 devices, and then one device's day in the field. The same for everybody: fixed seed, no clock.
public struct FieldDayWorkload: Sendable {
    /// 2026-03-02T00:00:00Z.
    public static let begin: Milliseconds = 1_772_409_600_000
    public static let dayMilliseconds: Milliseconds = 86_400_000
    /// Days of the half year.
    public static let days = 183

    /// Everything that a first sync brings, parents first, in the order in which it was made.
    public let rows: [BatchRow]
    /// The day's device and its 382 change sets of one change each.
    public let device: DeviceID
    public let day: [ChangeSet]

    /// - Parameters:
    ///   - people: each is in one group.
    ///   - scale: the counts of events, sign-ups and bookings are divided by this.
    public init(seed: UInt64 = 2, people: Int = 2_000, scale: Int = 1) {
        var world = FieldDayWorld(seed: seed, people: people)
        world.makeGroundRows()
        world.makeMemberships()
        world.makeEvents(200 / scale)
        world.makeSignups(20_000 / scale)
        world.makeBookings(2_000 / scale)
        rows = world.rows
        var author = FieldDayAuthor(world)
        device = author.device
        day = author.makeDay()
    }
}

/// What a person has to say in a sign-up.
struct SignupWords {
    static func note(_ random: inout SplitMix64) -> String {
        let begin = random.pick([
            "Kommer", "Vi kommer", "Vil gerne", "Tager", "Har", "Ønsker", "Spørger om", "Mangler",
        ])
        let middle = random.pick([
            "lidt senere", "en halv time for sent", "samkørsel fra Borup", "en ekstra stol med",
            "børn med", "plads til en kørestol", "hjælpe i køkkenet", "sidde tæt på scenen",
            "høre mere om elcykler", "bidrage med kage", "en makker til turen",
            "et program på mail",
        ])
        return random.happens(300)
            ? "\(begin) \(middle), ring evt. \(10 + random.below(12)).\(random.pick(["00", "15", "30"]))"
            : "\(begin) \(middle)"
    }

    static func purpose(_ random: inout SplitMix64) -> String {
        let what = random.pick([
            "Møde", "Planlægning", "Workshop", "Generalforsamling", "Informationsaften", "Kursus",
            "Bytteaften", "Foredrag", "Styregruppemøde", "Åbent hus", "Evaluering", "Opstart",
        ])
        let of = random.pick([
            "om varmepumper", "i energigruppen", "om cykelstier", "om bynatur", "med forvaltningen",
            "om madspild", "i affaldsgruppen", "om det grønne regnskab", "med GATE21",
            "for frivillige",
            "om regnvand", "i transportgruppen", "med boligforeningerne", "om genbrug",
        ])
        return random.happens(250)
            ? "\(what) \(of), \(random.below(20) + 2). gang" : "\(what) \(of)"
    }

    static func title(_ random: inout SplitMix64) -> String {
        let what = random.pick([
            "Grønt Omstillingsmøde", "Studiebesøg", "Workshop", "Oplæg", "Reparationscafé",
            "Vandretur",
            "Høring", "Klimacafé", "Byttemarked", "Foredrag", "Affaldsindsamling", "Åbent møde",
        ])
        let about = random.pick([
            "solceller på egne tage", "biogas", "vilde haver", "delebiler", "fjernvarme i Borup",
            "cirkulær økonomi", "kystens natur", "grøn mobilitet", "madspild i skolen",
            "energirenovering", "Borgmesterpagten", "regnvand og kloak", "genbrugspladsen",
            "insekternes by", "vindmøller", "elcykler",
        ])
        return "\(what): \(about)"
    }
}
