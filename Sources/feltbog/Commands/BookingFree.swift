internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// `booking free --on DAY` or `--start … --end …`: what looks free, as far as this replica knows.
struct BookingFree: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "free", abstract: HelpPhrase.bookingFree(),
        usage: "feltbog booking free (--on day | --start … --end …) [--seats n] [--json]")

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        var words = try Words(words)
        let seats = try words.take("seats", "pladser", "sæder").map { text in
            guard let number = Int64(text) else {
                throw Failure(.usage, UsagePhrase.integer(text, "seats"))
            }
            return number
        }
        try words.refuseRest()
        let rooms = try notebook.read { rows in
            try rows.all(ResourceTable.schema).filter {
                ($0[ResourceTable.seats].integer ?? 0) >= seats ?? 0
            }
        }
        if let day = words.take("on", "den", "dag") {
            try refuse(words)
            try show(rooms, on: day, notebook)
        } else {
            try notebook.show(try free(rooms, &words, notebook), of: ResourceTable.schema)
        }
    }

    /// The resources that look free from start to end.
    private func free(_ rooms: [Row], _ words: inout Words, _ notebook: Notebook) throws -> [Row] {
        let from = words.take("start", "fra", "from")
        let to = words.take("end", "til", "to", "slut")
        try refuse(words)
        return try notebook.read { rows in
            let (start, end) = try SlotText.times(from: from, to: to, ValueParser(rows: rows))
            var calendar = RoomCalendar(reading: rows)
            return try rooms.filter { room in
                let slot = RoomSlot(resource: room.id, start: start, end: end)
                return try calendar.obstacle(to: slot, in: .copenhagen, for: nil) == nil
            }
        }
    }

    /// Each resource with its free stretches of one day.
    private func show(_ rooms: [Row], on day: String, _ notebook: Notebook) throws {
        let stretches = try notebook.read { rows in
            let date = try TimeInput.date(day, today: ValueParser.today())
            var calendar = RoomCalendar(reading: rows)
            return try rooms.map { try calendar.free($0.id, on: date) }
        }
        if notebook.isJSON {
            let all = zip(rooms, stretches).map { room, free in
                JSON.object([
                    "id": .text(room.id.description), "name": .text(Labels.title(room)),
                    "free": .array(
                        free.map {
                            .object([
                                "start": .text($0.start.description),
                                "end": .text($0.end.description),
                            ])
                        }),
                ])
            }
            return Console.result(JSON.array(all).line)
        }
        var table = TextTable([Labels.table(ResourceTable.schema), ""])
        for (room, free) in zip(rooms, stretches) {
            let times = free.map { SlotText.hours($0) }.joined(separator: ", ")
            table.add([Labels.title(room), times.isEmpty ? "–" : times])
        }
        Console.result(table.rendered())
    }

    private func refuse(_ words: Words) throws {
        guard let rest = words.pairs.first else { return }
        throw Failure(
            .usage, UsagePhrase.columnUnknown(rest.name, "--on, --start, --end, --seats"))
    }
}
