/// Finds the places of one source text where small mistakes can be made.
///
/// Works on lines: conditions and statements that fill one line, which in this house are most.
package struct MutantFinder {
    private let file: String
    private let lines: [String]

    package init(file: String, text: String) {
        self.file = file
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
    }

    /// All places, in order.
    package func sites() -> [MutantSite] {
        lines.indices.flatMap { index in
            conditions(index) + (statement(index).map { [$0] } ?? [])
        }
    }

    // MARK: Conditions

    private func conditions(_ index: Int) -> [MutantSite] {
        guard let range = Self.conditionRange(lines[index]) else { return [] }
        let line = Array(lines[index])
        return LineText.clauses(line, in: range).compactMap { columns in
            let text = String(line[columns])
            let patterns = ["let ", "var ", "case ", "#"]
            guard !text.isEmpty, !patterns.contains(where: text.hasPrefix) else { return nil }
            return MutantSite(
                file: file, line: index + 1, columns: columns, text: text,
                kind: LineText.comparison(text) ?? .condition)
        }
    }

    /// Where the conditions of an `if` or `guard` stand that fill one line.
    private static func conditionRange(_ line: String) -> Range<Int>? {
        let text = Array(line)
        let indent = text.prefix { $0 == " " }.count
        let rest = String(text[indent...])
        for opener in ["if ", "} else if ", "guard "] where rest.hasPrefix(opener) {
            let start = indent + opener.count
            let end = LineText.place(
                of: opener == "guard " ? " else {" : " {", in: text, from: start)
            return end.map { start..<$0 }
        }
        return nil
    }

    // MARK: Statements

    private func statement(_ index: Int) -> MutantSite? {
        let line = lines[index]
        let text = trimmed(line)
        let indent = line.count - line.drop { $0 == " " }.count
        guard indent > 0, LineText.isAssignment(text) || LineText.isCall(text),
            !continues(index), !isAlone(index), !isInInit(index)
        else { return nil }
        return MutantSite(
            file: file, line: index + 1, columns: indent..<line.count, text: text,
            kind: .statement)
    }

    /// Whether the line is part of a longer expression.
    private func continues(_ index: Int) -> Bool {
        let before = index > 0 ? trimmed(lines[index - 1]) : ""
        let after = index + 1 < lines.count ? trimmed(lines[index + 1]) : ""
        let isLabel = before.hasPrefix("case ") || before.hasPrefix("default")
        let open = [",", "(", "[", "=", "&&", "||", "??", "?", ":", "+", "->", "else"]
        if open.contains(where: before.hasSuffix), !(isLabel && before.hasSuffix(":")) {
            return true
        }
        let rest = [".", "?", ":", "&&", "||", "+", ")", "]", ","]
        return rest.contains(where: after.hasPrefix)
    }

    /// Whether it is all that a function or closure with a value does: its value.
    private func isAlone(_ index: Int) -> Bool {
        guard index > 0, index + 1 < lines.count, trimmed(lines[index + 1]).hasPrefix("}") else {
            return false
        }
        let opener = trimmed(lines[index - 1])
        let isBlock = opener.hasSuffix("{") || opener.hasSuffix(" in")
        guard isBlock else { return false }
        let plain = ["if ", "} else", "for ", "while ", "else {", "guard ", "do {", "} catch"]
        if plain.contains(where: opener.hasPrefix) { return false }
        return opener.contains("->") || opener.hasSuffix(" in")
            || !opener.hasSuffix(") {")
                && !opener.hasSuffix(" throws {")
    }

    /// Initialisers must set everything.
    private func isInInit(_ index: Int) -> Bool {
        var indent = lines[index].prefix { $0 == " " }.count
        for line in lines[..<index].reversed() where !trimmed(line).isEmpty {
            let depth = line.prefix { $0 == " " }.count
            guard depth < indent else { continue }
            indent = depth
            if line.contains("init(") || line.contains("init?(") { return true }
            if line.contains("func ") { return false }
        }
        return false
    }
}
