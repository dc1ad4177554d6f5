import SyncEngine
import SyncProtocol
import Testing

@testable import GreenForum

/// Both languages say everything.
@Suite struct TextTests {
    private let schema = GreenForumSchema.schema

    private func isWhole(_ text: LocalText?) -> Bool {
        guard let text else { return false }
        return !text.da.isEmpty && !text.en.isEmpty
            && text.argumentNames.da == text.argumentNames.en
    }

    @Test func `Every table and every column has a name`() {
        for table in schema.tables {
            #expect(isWhole(TableTexts.one(table.name)), "\(table.name)")
            #expect(isWhole(TableTexts.many(table.name)), "\(table.name)")
            for column in table.columns {
                #expect(
                    isWhole(ColumnTexts.name(column.name, of: table.name)),
                    "\(table.name).\(column.name)")
            }
        }
        #expect(ColumnTexts.names.count == schema.tables.map(\.columns.count).reduce(0, +))
    }

    @Test func `Every value of a choice has a word, and each word leads back`() {
        var count = 0
        for table in schema.tables {
            for column in table.columns {
                guard case .choice(let values) = column.type else { continue }
                count += values.count
                for value in values {
                    let text = ChoiceTexts.word(value, of: column.name, in: table.name)
                    #expect(isWhole(text), "\(table.name).\(column.name).\(value)")
                    for word in [value, text?.da ?? "", text?.en.uppercased() ?? ""] {
                        #expect(
                            ChoiceTexts.value(of: word, for: column.name, in: table.name) == value,
                            "\(table.name).\(column.name).\(value)")
                    }
                }
            }
        }
        #expect(ChoiceTexts.words.count == count)
    }

    @Test(arguments: Role.allCases)
    func `Every role has a name and an explanation`(role: Role) {
        #expect(isWhole(RoleTexts.name(role)))
        #expect(isWhole(RoleTexts.explanation(role)))
    }

    @Test func `Every rule is explained`() {
        for rule in GreenForumRules.all {
            #expect(isWhole(RuleTexts.explanation(rule.id.rawValue)))
        }
        for id in [RuleID.fields, .delete] { #expect(isWhole(RuleTexts.explanation(id.rawValue))) }
    }

    @Test(arguments: [
        ReasonCode.notAllowed, .needsReturned, .rowGone, .valueInvalid, .referenceMissing,
        .rowExists, .tooLarge, ReasonCode("rules-unsettled"), ReasonCode("time-missing"),
        ReasonCode("time-order"), ReasonCode("time-too-long"), ReasonCode("time-unreadable"),
        ReasonCode("series-rule"), ReasonCode("series-number"), ReasonCode("series-too-long"),
        ReasonCode("series-overlap"), ReasonCode("zone-unknown"), ReasonCode("rule-failed"),
        ReasonCode("of-a-later-version"),
    ])
    func `Every reason has a sentence, a fix and a command`(code: ReasonCode) {
        let reason = Reason(
            code, table: SignupTable.id, column: SignupTable.partySize.id,
            detail: code == .notAllowed ? "volunteer update signup.party_size" : "7")
        let text = ReasonText(reason)
        for language in Language.allCases {
            #expect(!text.sentence[language].isEmpty && !text.fix[language].isEmpty)
            #expect(!text.sentence[language].contains("{"), "\(text.sentence[language])")
        }
        #expect(text.command.hasPrefix("feltbog "))
        let isKnown = ReasonTexts.texts[code.rawValue] != nil
        #expect(isKnown == (code.rawValue != "of-a-later-version"))
        #expect(isKnown || text.sentence.en.contains(code.rawValue))
    }

    @Test func `A refusal names role, deed and place`() {
        let reason = Reason(
            .notAllowed, table: EventTable.id, column: EventTable.title.id,
            detail: "volunteer update event.title")
        let text = ReasonText(reason)
        #expect(text.sentence.da == "Som frivillig må du ikke ændre møde: titel.")
        #expect(text.sentence.en == "As volunteer you may not change event: title.")
    }

    @Test func `The keys of outcomes are whole and their sentences leave nothing open`() {
        #expect(OutcomeTexts.keys.count >= 24)
        for key in OutcomeTexts.keys {
            #expect(isWhole(OutcomeTexts.template(key)), "\(key)")
            #expect(OutcomeSentence.text(key, [:])?.da.contains("{") == false)
        }
    }

    @Test func `Every outcome of the rules has its sentence`() throws {
        let town = Town()
        let room = try town.room(needsApproval: false)
        let event = try town.event(capacity: 1)
        _ = try town.book(try town.slot(room, "17-19"), by: town.ida)
        var answers = [
            try town.book(try town.slot(room, "18-20"), event: event).answer,
            try town.book(try town.slot(room, "18-20"), or: [try town.slot(room, "20-21")]).answer,
        ]
        try town.signUp(event)
        answers.append(
            try town.act([.insert(SignupTable.schema, town.id(), town.signupCells(event, party: 3))]
            ))
        answers.append(
            try town.act([
                .update(EventTable.schema, event, [Cell(EventTable.status, .text("draft"))])
            ]))
        answers.append(try town.act([.delete(EventTable.schema, event)]))
        let outcomes = answers.flatMap(\.outcomes)
        #expect(outcomes.count >= 6)
        for outcome in outcomes {
            let read = Outcome.arguments(parsing: outcome.argumentsText)
            let text = try #require(
                OutcomeSentence.text(outcome.textKey, read), "\(outcome.textKey)")
            for language in Language.allCases {
                #expect(!text[language].contains("{") && !text[language].contains("  "))
                #expect(!text[language].contains("()"), "\(text[language])")
            }
        }
    }

    @Test func `A declined booking is told in people's words`() throws {
        let town = Town()
        let room = try town.room()
        _ = try town.book(try town.slot(room, "17-19"), by: town.ida)
        let outcome = try #require(
            try town.book(try town.slot(room, "18-20")).answer["rooms.declined"])
        let text = try #require(OutcomeSentence.text(outcome.textKey, outcome.arguments))
        #expect(
            text.da == """
                Mødelokale 1 18/3 2027 kl. 18.00–20.00 var ikke ledigt: Ida har det 18/3 2027 kl. 17.00–19.00. \
                Ledigt: 1) Mødelokale 1, 18/3 2027 kl. 19.00–21.00; 2) Mødelokale 1, 18/3 2027 kl. 21.00–23.00; \
                3) Mødelokale 1, 18/3 2027 kl. 15.00–17.00.
                """)
        #expect(text.en.hasPrefix("Mødelokale 1 18 Mar 2027 18:00–20:00 was not free: Ida has it"))
        let row = Row(
            table: SystemTables.outcome, id: town.id(),
            cells: [
                Cell(SystemTables.outcome["text_key"]!, .text(outcome.textKey)),
                Cell(SystemTables.outcome["arguments"]!, .text(outcome.argumentsText)),
            ])
        #expect(OutcomeSentence.text(of: row) == text)
        #expect(OutcomeSentence.suggestions(of: row).first == (try town.slot(room, "19-21")))
    }

    @Test(
        arguments: [
            (nil, ["LANG": "da_DK.UTF-8"], .da), (nil, ["LANG": "en_GB.UTF-8"], .en),
            (nil, [:], .en),
            ("en", ["LANG": "da_DK.UTF-8"], .en), ("DA", [:], .da), ("sv", ["LANG": "da"], .da),
            (nil, ["LANG": "en", "LC_ALL": "da_DK"], .da),
            (nil, ["LC_ALL": "", "LANG": "da"], .da),
        ] as [(String?, [String: String], Language)])
    func `The language is the one asked for, else the environment's`(
        option: String?, environment: [String: String], language: Language
    ) {
        #expect(Language(option: option, environment: environment) == language)
    }
}
