public import SyncEngine
internal import SyncProtocol

/// The sentence of one outcome, filled in.
public enum OutcomeSentence {
    /// - Parameters:
    ///   - key: the outcome's text key.
    ///   - arguments: as `Outcome.arguments(parsing:)` reads them. Times become people's times, statuses words.
    /// - Returns: `nil` for a key of a later version.
    public static func text(_ key: String, _ arguments: [String: String]) -> LocalText? {
        guard let template = OutcomeTexts.template(key) else { return nil }
        return LocalText(
            da: template.filled(with: prepared(arguments, .da)).da,
            en: template.filled(with: prepared(arguments, .en)).en)
    }

    /// The sentence of a row of `SystemTables.outcome`.
    public static func text(of outcome: Row) -> LocalText? {
        text(
            outcome["text_key"].text ?? "",
            Outcome.arguments(parsing: outcome["arguments"].text ?? ""))
    }

    /// What an outcome of the rule `rooms` suggests, best first: `booking accept N` takes the N-th.
    public static func suggestions(of outcome: Row) -> [RoomSlot] {
        let arguments = Outcome.arguments(parsing: outcome["arguments"].text ?? "")
        return (1...RoomFinder.suggestionsMax).compactMap {
            arguments["suggestion\($0)"].flatMap { RoomSlot($0) }
        }
    }

    private static func prepared(
        _ arguments: [String: String], _ language: Language
    ) -> [String: String] {
        var result = arguments
        for (name, value) in arguments {
            if let wall = WallTime(value) { result[name] = wall.shown(in: language) }
        }
        for pair in [("start", "end"), ("new_start", "new_end"), ("taken_start", "taken_end")] {
            guard let start = arguments[pair.0].flatMap({ WallTime($0) }),
                let end = arguments[pair.1].flatMap({ WallTime($0) }), start.date == end.date
            else { continue }
            result[pair.1] = clock(end, language)
        }
        for name in ["from", "to"] {
            guard let value = arguments[name] else { continue }
            let word =
                ChoiceTexts.word(value, of: "status", in: "project")
                ?? ChoiceTexts.word(value, of: "status", in: "event")
            result[name] = word?[language] ?? value
        }
        let tables = arguments["tables"]?.split(separator: ",").map { table in
            TableTexts.many(String(table))?[language] ?? String(table)
        }
        result["tables"] = tables?.joined(separator: ", ")
        let days = arguments["days"]?.split(separator: ",").compactMap { SeriesDay($0) } ?? []
        result["days"] = shown(days, language)
        result["because"] = because(result, language)
        result["suggestions"] = suggestions(arguments, language)
        result["kept"] = kept(arguments, language)
        return result
    }

    /// ` Der stod også: navn «Aase»; telefon «+45 20 30 40 50».`: of a merged sign-up what the other says differently.
    private static func kept(_ arguments: [String: String], _ language: Language) -> String {
        let parts = SignupTable.schema.columns.compactMap { column -> String? in
            guard let value = arguments["kept_" + column.name] else { return nil }
            let word = ChoiceTexts.word(value, of: column.name, in: SignupTable.schema.name)
            let name = ColumnTexts.name(column.name, of: SignupTable.schema.name)
            return "\(name?[language] ?? column.name) «\(word?[language] ?? value)»"
        }
        guard !parts.isEmpty else { return "" }
        return (language == .da ? " Der stod også: " : " It also said: ")
            + parts.joined(separator: "; ") + "."
    }

    /// The first few, and how many more.
    private static func shown(_ days: [SeriesDay], _ language: Language) -> String {
        let most = 6
        let more = days.count > most ? [language == .da ? "m.fl." : "…"] : []
        return (days.prefix(most).map { $0.shown(in: language) } + more).joined(separator: ", ")
    }

    /// `: Ida har det 18/3 2027 kl. 17.00–19.00`.
    private static func because(_ arguments: [String: String], _ language: Language) -> String {
        let obstacles: [String: LocalText] = [
            "taken": LocalText(
                da: ": {by} har det {taken_start}–{taken_end}",
                en: ": {by} has it {taken_start}–{taken_end}"),
            "closed": LocalText(da: ": det kan ikke bookes", en: ": it cannot be booked"),
            "outside-hours": LocalText(
                da: ": det er uden for åbningstiden", en: ": it is outside the opening hours"),
            "unknown": LocalText(da: ": det findes ikke", en: ": it does not exist"),
            "impossible-time": LocalText(
                da: ": tiden findes ikke", en: ": there is no such time"),
        ]
        guard let text = arguments["obstacle"].flatMap({ obstacles[$0] }) else { return "" }
        var filled = arguments
        if filled["by"] == nil { filled["by"] = language == .da ? "en anden" : "somebody else" }
        return text.filled(with: filled)[language]
    }

    /// ` Ledigt: 1) Mødelokale 1, 18/3 2027 kl. 21.00–23.00.`
    private static func suggestions(_ arguments: [String: String], _ language: Language) -> String {
        var parts: [String] = []
        for index in 1...RoomFinder.suggestionsMax {
            guard let slot = arguments["suggestion\(index)"].flatMap({ RoomSlot($0) }) else {
                continue
            }
            let room = arguments["suggestion\(index)_room"] ?? ""
            let end =
                slot.start.date == slot.end.date
                ? clock(slot.end, language) : slot.end.shown(in: language)
            parts.append("\(index)) \(room), \(slot.start.shown(in: language))–\(end)")
        }
        guard !parts.isEmpty else { return "" }
        let intro = language == .da ? " Ledigt: " : " Free: "
        return intro + parts.joined(separator: "; ") + "."
    }

    private static func clock(_ wall: WallTime, _ language: Language) -> String {
        language == .da ? "\(padded(wall.hour, 2)).\(padded(wall.minute, 2))" : wall.clock
    }
}
