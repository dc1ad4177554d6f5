import SyncProtocol

/// The office's rows as they come to be.
struct FieldDayWorld {
    typealias Schema = FieldDaySchema

    struct Event {
        let id: RowID
        /// Local midnight of its day.
        let midnight: Milliseconds
        let made: Milliseconds
        let capacity: Int?
        var signups: [RowID] = []
        var seatsTaken = 0
        var people: Set<Int> = []
    }

    var random: SplitMix64
    let people: [Person]
    let devices: [DeviceID]
    private(set) var rows: [BatchRow] = []
    private(set) var events: [Event] = []
    private(set) var groups: [RowID] = []
    private(set) var resources: [RowID] = []
    private var themes: [RowID] = []
    private var organisations: [RowID] = []
    private var projects: [RowID] = []
    /// Who signed up last.
    private(set) var lastPerson = 0
    private var used: Set<RowID> = []

    init(seed: UInt64, people: Int) {
        random = SplitMix64(seed: seed)
        self.people = Person.make(people, &random)
        devices = (0..<40).map { [random = random] index in
            var own = SplitMix64(seed: random.peek &+ UInt64(index))
            return DeviceID(random: own.next())
        }
    }

    mutating func makeGroundRows() {
        let areas = ["waste", "energy", "transport", "nature", "environment", "other"]
        for (index, name) in ["Affald", "Energi", "Transport", "Natur", "Miljø", "Andet"]
            .enumerated()
        {
            themes.append(
                add(
                    Schema.theme, at: time(0), devices[0],
                    [(1, .text(name)), (2, .text(areas[index]))]))
        }
        for name in FieldDayNames.organisations {
            organisations.append(
                add(
                    Schema.organisation, at: time(0), devices[0],
                    [
                        (1, .text(name)),
                        (2, .text(random.pick(["company", "association", "partner"]))),
                        (3, .text(String(10_000_000 + random.below(90_000_000)))),
                    ]))
        }
        for _ in 0..<30 {
            projects.append(
                add(
                    Schema.project, at: time(random.below(20)), random.pick(Array(devices[0..<4])),
                    [
                        (1, .text(SignupWords.title(&random))), (2, .row(random.pick(themes))),
                        (3, .text(random.pick(["idea", "proposed", "approved", "running"]))),
                        (4, .text(random.pick(["forum", "ambassador", "administration"]))),
                        (7, .text(date(random.below(180)))),
                        (9, .real(Double(random.below(400)) / 2)),
                    ]))
        }
        for index in 0..<24 {
            groups.append(
                add(
                    Schema.group, at: time(random.below(20)), random.pick(Array(devices[0..<4])),
                    [
                        (
                            1,
                            .text("Arbejdsgruppe \(index + 1) \(random.pick(FieldDayNames.places))")
                        ),
                        (2, .row(random.pick(themes))), (4, .row(random.pick(projects))),
                    ]))
        }
        let rooms = [
            "Store sal", "Lille sal", "Køkkenet", "Mødelokale 1", "Mødelokale 2", "Værkstedet",
            "Byrådssalen", "Lokale 214", "Lokale 301", "Kantinen", "Projektor", "Ladcykel", "Telt",
            "Højttaleranlæg",
        ]
        for (index, name) in rooms.enumerated() {
            resources.append(
                add(
                    Schema.resource, at: time(0), devices[0],
                    [
                        (1, .text(index < 6 ? "vestergade-3c" : "town-hall")), (2, .text(name)),
                        (3, .text(index < 10 ? "room" : "equipment")),
                        (4, index < 10 ? .integer(Int64(8 + random.below(12) * 4)) : .null),
                    ].filter { !$0.1.isNull }))
        }
    }

    mutating func makeMemberships() {
        for person in people {
            let day = random.below(FieldDayWorkload.days)
            var cells: [(UInt16, Value)] = [
                (1, .row(random.pick(groups))), (2, .text(person.name)),
            ]
            if let email = person.email { cells.append((3, .text(email))) }
            if let phone = person.phone { cells.append((4, .text(phone))) }
            if person.organisation != nil { cells.append((5, .row(random.pick(organisations)))) }
            if random.happens(40) { cells.append((6, .text("observer"))) }
            cells.append((7, .text(date(day))))
            add(Schema.membership, at: time(day), random.pick(devices), cells)
        }
    }

    mutating func makeEvents(_ count: Int) {
        for index in 0..<count {
            let day = 7 + (FieldDayWorkload.days - 7) * index / count
            let made = time(max(0, day - 14 - random.below(50)))
            let hour = random.pick([(17, 30), (19, 40), (18, 10), (10, 10), (13, 8), (16, 8)])
            let start = hour * 60 + random.pick([0, 0, 0, 30])
            let length = random.pick([60, 90, 120, 120, 150, 180, 240])
            let capacity: Int? = random.pick([20, 25, 30, 40, 60, 80, 100, 150, nil])
            let midnight = midnight(day)
            var cells: [(UInt16, Value)] = [
                (1, .text(random.pick(["meeting", "event", "study-visit", "transition-meeting"]))),
                (2, .text(SignupWords.title(&random))), (3, .row(random.pick(themes))),
            ]
            if random.happens(400) { cells.append((4, .row(random.pick(projects)))) }
            if random.happens(500) { cells.append((5, .row(random.pick(groups)))) }
            let house = random.pick(["Salen", "Biblioteket", "Torvet", "Skolen", "Hallen"])
            cells += [
                (6, .text("\(house) i \(random.pick(FieldDayNames.places))")),
                (7, .text(wall(day, start))), (8, .text(wall(day, start + length))),
            ]
            if let capacity { cells.append((10, .integer(Int64(capacity)))) }
            if random.happens(600) { cells.append((11, .integer(random.pick([4, 5, 6, 10])))) }
            cells += [
                (12, .integer(made - made % 3_600_000)),
                (13, .integer(midnight - 12 * 3_600_000)),
                (14, .integer(midnight - 6 * 3_600_000)),
                (15, .text(random.happens(40) ? "cancelled" : day < 170 ? "held" : "published")),
            ]
            let id = add(Schema.event, at: made, devices[random.below(6)], cells)
            events.append(Event(id: id, midnight: midnight, made: made, capacity: capacity))
        }
    }

    /// Three of five are taken at a stall, by one to three devices within some hours; the others come in at
    /// the office over the weeks before.
    mutating func makeSignups(_ count: Int) {
        var made: [(at: Milliseconds, event: Int, device: DeviceID, isStall: Bool)] = []
        let stalls: [[(from: Milliseconds, hours: Int, devices: [DeviceID])]] = events.map {
            event in
            (0..<2).map { _ in
                let day = Milliseconds(1 + random.below(14)) * FieldDayWorkload.dayMilliseconds
                let from = event.midnight - day + Milliseconds(9 + random.below(7)) * 3_600_000
                let crew = (0...random.below(3)).map { _ in random.pick(Array(devices[4...])) }
                return (from, 2 + random.below(4), crew)
            }
        }
        for _ in 0..<count {
            let event = random.below(events.count)
            if random.happens(600) {
                let stall = random.pick(stalls[event])
                let at = stall.from + Milliseconds(random.below(stall.hours * 3_600_000))
                made.append(
                    (max(at, FieldDayWorkload.begin), event, random.pick(stall.devices), true))
            } else {
                let span = events[event].midnight - events[event].made
                let day = events[event].made + Milliseconds(random.below(Int(max(span, 1))))
                let hour = 8 * 3_600_000 + Milliseconds(random.below(9 * 3_600_000))
                let at = day - day % FieldDayWorkload.dayMilliseconds + hour
                made.append((at, event, devices[random.below(4)], false))
            }
        }
        for item in made.sorted(by: { $0.at < $1.at }) {
            makeSignup(item.event, at: item.at, item.device, isStall: item.isStall)
        }
    }

    private mutating func makeSignup(
        _ event: Int, at: Milliseconds, _ device: DeviceID, isStall: Bool
    ) {
        var cells = signupCells(event, isStall: isStall, at: at)
        if random.happens(50) { cells.append((12, .text("out"))) }
        let size = cells.first { $0.0 == 7 }?.1.integer ?? 1
        let hasSeat =
            events[event].capacity.map { events[event].seatsTaken + Int(size) <= $0 } ?? true
        var status = hasSeat ? "confirmed" : "waitlisted"
        if random.happens(60) { status = random.pick(["pending", "declined"]) }
        var merged: RowID?
        if random.happens(15), let other = events[event].signups.last {
            status = "merged"
            merged = other
        }
        if status == "confirmed" { events[event].seatsTaken += Int(size) }
        let id = stamp(at, device)
        let late = random.happens(30) ? Milliseconds(random.below(7_200_000)) : 0
        cells += [
            (14, .text(status)), (15, .integer(id.timestamp.milliseconds + late)),
        ]
        if let merged { cells.append((16, .row(merged))) }
        append(Schema.signup, id, cells)
        events[event].signups.append(id)
    }

    /// The cells that a person's words fill.
    ///
    /// - Parameter again: the person who signs up for this event too; else one is picked.
    mutating func signupCells(
        _ event: Int, isStall: Bool, at: Milliseconds, again: Int? = nil
    ) -> [(UInt16, Value)] {
        var place = again ?? random.skewed(people.count)
        while !events[event].people.insert(place).inserted {
            place = random.below(people.count)
            if events[event].people.count > people.count / 2 { break }
        }
        lastPerson = place
        let person = people[place]
        var cells: [(UInt16, Value)] = [(1, .row(events[event].id)), (2, .text(person.name))]
        // At a stall most people give one contact; who writes or calls gives more.
        let gives =
            isStall
            ? random.pick([(1, 60), (2, 25), (3, 15)]) : random.pick([(1, 20), (2, 35), (3, 45)])
        let phone = gives != 2 || person.email == nil ? person.phone : nil
        let email = gives != 1 || person.phone == nil ? person.email : nil
        if let email { cells.append((3, .text(email))) }
        if let phone { cells.append((4, .text(phone))) }
        if let organisation = person.organisation { cells.append((5, .text(organisation))) }
        if person.kind != "citizen" { cells.append((6, .text(person.kind))) }
        let size = random.pick([(1, 62), (2, 25), (3, 7), (4, 4), (5, 1), (6, 1)])
        if size != 1 { cells.append((7, .integer(Int64(size)))) }
        if random.happens(30) { cells.append((8, .text(SignupWords.note(&random)))) }
        let source =
            isStall ? "stall" : random.pick([("web", 5), ("phone", 3), ("mail", 2), ("paper", 1)])
        let consent =
            switch source {
            case "stall": random.happens(250) ? "paper" : "spoken"
            case "phone": "spoken"
            default: source
            }
        cells.append((9, .text(consent)))
        let half = FieldDayWorkload.begin + 90 * FieldDayWorkload.dayMilliseconds
        cells.append((10, .text(at < half ? "2026-1" : "2026-2")))
        if source != "stall" { cells.append((11, .text(source))) }
        return cells
    }

    mutating func makeBookings(_ count: Int) {
        var times = (0..<count).map { _ in time(random.below(FieldDayWorkload.days)) }
        times.sort()
        for at in times { makeBooking(at) }
    }

    private mutating func makeBooking(_ at: Milliseconds) {
        let wish = bookingCells(at)
        var cells = wish.cells
        if random.happens(40) { cells.append((12, .text("out"))) }
        let status = random.pick([
            ("confirmed", 80), ("moved", 6), ("declined", 5), ("awaiting-approval", 4),
            ("cancelled", 5),
        ])
        cells.append((13, .text(status)))
        if status == "confirmed" || status == "moved" {
            let moved = status == "moved"
            cells += [
                (14, moved ? .row(random.pick(resources)) : wish.cells[0].1),
                (15, wish.cells[1].1), (16, wish.cells[2].1),
            ]
        }
        add(Schema.booking, at: at, random.pick(devices), cells)
    }

    /// The cells that a wish fills.
    mutating func bookingCells(_ at: Milliseconds) -> (cells: [(UInt16, Value)], day: Int) {
        let today = Int((at - FieldDayWorkload.begin) / FieldDayWorkload.dayMilliseconds)
        let day = today + 1 + random.below(60)
        let start = (8 + random.below(12)) * 60 + random.pick([0, 0, 30])
        let length = random.pick([60, 60, 90, 120, 120, 180, 240])
        var cells: [(UInt16, Value)] = [
            (1, .row(resources[random.skewed(resources.count)])), (2, .text(wall(day, start))),
            (3, .text(wall(day, start + length))), (5, .text(SignupWords.purpose(&random))),
        ]
        if random.happens(400) { cells.append((7, .row(random.pick(groups)))) }
        if random.happens(150) { cells.append((8, .row(random.pick(events).id))) }
        if random.happens(150) {
            let other = day + 1 + random.below(5)
            let text =
                "\(random.pick(resources)) \(wall(other, start)) \(wall(other, start + length))"
            cells.append((9, .text(text)))
        }
        return (cells, day)
    }

    /// A row id of that device and time; the counter tells those of one millisecond apart.
    mutating func stamp(_ at: Milliseconds, _ device: DeviceID) -> RowID {
        var timestamp = Timestamp(milliseconds: at)
        var id = RowID(timestamp: timestamp, device: device)
        while !used.insert(id).inserted {
            timestamp = timestamp.next(wall: at)
            id = RowID(timestamp: timestamp, device: device)
        }
        return id
    }

    /// A time of that day between 7 and 22, to the millisecond.
    mutating func time(_ day: Int) -> Milliseconds {
        midnight(day) + 7 * 3_600_000 + Milliseconds(random.below(15 * 3_600_000))
    }

    @discardableResult
    private mutating func add(
        _ table: TableID, at: Milliseconds, _ device: DeviceID, _ cells: [(UInt16, Value)]
    ) -> RowID {
        let id = stamp(at, device)
        append(table, id, cells)
        return id
    }

    private mutating func append(_ table: TableID, _ id: RowID, _ cells: [(UInt16, Value)]) {
        let sorted = cells.sorted { $0.0 < $1.0 }.map { Cell(ColumnID($0.0), $0.1) }
        rows.append(BatchRow(table: table, row: id, state: .whole(sorted)))
    }

    private func midnight(_ day: Int) -> Milliseconds {
        FieldDayWorkload.begin + Milliseconds(day) * FieldDayWorkload.dayMilliseconds
    }
}

extension SplitMix64 {
    /// The next number, without going on.
    fileprivate var peek: UInt64 {
        var copy = self
        return copy.next()
    }
}
