/// One line of a CSV file into its fields, so that a broken line harms no other.
public enum CSVLine {
    /// The delimiter of a file by its header: the semicolon of Danish Excel, else comma or tab.
    public static func delimiter(ofHeader line: some StringProtocol) -> Character {
        [";", "\t", ","].max { a, b in
            line.filter { $0 == a }.count < line.filter { $0 == b }.count
        } ?? ";"
    }

    /// - Throws: `quote-open` when a quoted field does not end on the line, `quote-inside` when something stands
    ///   between its end and the delimiter.
    public static func fields(
        _ line: some StringProtocol, delimiter: Character = ";"
    ) throws(DomainError) -> [String] {
        var fields: [String] = []
        var rest = Substring(line)
        while true {
            if rest.first == "\"" {
                fields.append(try quoted(&rest, delimiter))
            } else {
                let field = rest.prefix { $0 != delimiter }
                fields.append(String(field))
                rest = rest[field.endIndex...]
            }
            guard rest.first == delimiter else { return fields }
            rest = rest.dropFirst()
        }
    }

    private static func quoted(
        _ rest: inout Substring, _ delimiter: Character
    ) throws(DomainError) -> String {
        var field = ""
        rest = rest.dropFirst()
        while let end = rest.firstIndex(of: "\"") {
            field += rest[..<end]
            rest = rest[rest.index(after: end)...]
            guard rest.first == "\"" else {
                guard rest.isEmpty || rest.first == delimiter else {
                    throw DomainError(
                        "quote-inside", da: "Der står noget efter det afsluttende anførselstegn.",
                        en: "Something stands after the closing quote.")
                }
                return field
            }
            field += "\""
            rest = rest.dropFirst()
        }
        throw DomainError(
            "quote-open", da: "Et anførselstegn bliver ikke afsluttet på linjen.",
            en: "A quote is not closed on the line.")
    }
}
