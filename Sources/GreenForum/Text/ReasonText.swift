internal import SyncEngine
public import SyncProtocol

/// Why a change set was returned or held, what a person can do, and with which command.
public struct ReasonText: Hashable, Sendable {
    public let sentence: LocalText
    public let fix: LocalText
    /// A command with `SET` for the change set's number and `ROW` for the row.
    public let command: String

    /// The texts of a reason, filled in. A code of a later version gets a general sentence that names it.
    public init(_ reason: Reason, schema: Schema = GreenForumSchema.schema) {
        let known = ReasonTexts.texts[reason.code.rawValue] ?? ReasonTexts.unknown
        let arguments = Self.arguments(reason, schema)
        self.sentence = LocalText(
            da: known.sentence.filled(with: arguments.mapValues(\.da)).da,
            en: known.sentence.filled(with: arguments.mapValues(\.en)).en)
        self.fix = known.fix
        self.command = known.command
    }

    init(_ sentence: LocalText, fix: LocalText, command: String) {
        self.sentence = sentence
        self.fix = fix
        self.command = command
    }

    private static func arguments(_ reason: Reason, _ schema: Schema) -> [String: LocalText] {
        let table = reason.table.flatMap { schema[$0] }
        let column = reason.column.flatMap { table?[$0] }
        let wall = WallTime(reason.detail)
        var result: [String: LocalText] = [
            "detail": LocalText(
                da: wall?.shown(in: .da) ?? reason.detail, en: wall?.shown(in: .en) ?? reason.detail
            ),
            "code": LocalText(da: reason.code.rawValue, en: reason.code.rawValue),
            "where": LocalText(da: "rækken", en: "the row"),
        ]
        if let table {
            let noun =
                TableTexts.one(table.name) ?? LocalText(da: table.name, en: table.name)
            let field = column.map {
                ColumnTexts.name($0.name, of: table.name) ?? LocalText(da: $0.name, en: $0.name)
            }
            result["where"] =
                field.map {
                    LocalText(da: "\(noun.da): \($0.da)", en: "\(noun.en): \($0.en)")
                } ?? noun
        }
        // `volunteer update event.title`: who tried what.
        let words = reason.detail.split(separator: " ")
        if reason.code == .notAllowed, words.count >= 2 {
            let role = Role(rawValue: String(words[0])).map(RoleTexts.name)
            result["role"] = role ?? LocalText(da: String(words[0]), en: String(words[0]))
            result["verb"] = ReasonTexts.verbs[String(words[1])]
        }
        return result
    }
}
