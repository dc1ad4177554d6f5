/// Looks at one line of source, as far as brackets and quotation marks tell.
enum LineText {
    /// The first place of a word outside brackets and quotation marks.
    static func place(of word: String, in text: [Character], from start: Int) -> Int? {
        let word = Array(word)
        var (depth, isQuoted) = (0, false)
        for place in text.indices.dropFirst(start) {
            if depth == 0, !isQuoted, text[place...].starts(with: word) { return place }
            step(text[place], &depth, &isQuoted)
            if depth < 0 { return nil }
        }
        return nil
    }

    /// The parts between commas outside brackets, without spaces at either end.
    static func clauses(_ text: [Character], in range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            while start < range.upperBound, text[start] == " " { start += 1 }
            let comma = place(of: ",", in: Array(text[..<range.upperBound]), from: start)
            let end = comma ?? range.upperBound
            if start < end { result.append(start..<end) }
            start = end + 1
        }
        return result
    }

    /// The condition as one comparison of two values, when it is one that may be made a little wrong.
    static func comparison(_ text: String) -> MutantSite.Kind? {
        let characters = Array(text)
        let others = ["&&", "||", " ? ", "==", "!=", "{"]
        guard !others.contains(where: text.contains), !text.hasPrefix("try ") else { return nil }
        let signs = [" < ", " <= ", " > ", " >= "]
        let found = signs.compactMap { sign in
            place(of: sign, in: characters, from: 0).map { (sign, $0) }
        }
        guard found.count == 1, let (sign, place) = found.first else { return nil }
        return .comparison(
            left: String(characters[..<place]), sign: trimmed(sign),
            right: String(characters[(place + sign.count)...]))
    }

    static func isAssignment(_ text: String) -> Bool {
        guard isBalanced(text), !startsWithKeyword(text) else { return false }
        return [" = ", " += ", " -= ", " |= "].contains { sign in
            guard let place = place(of: sign, in: Array(text), from: 0) else { return false }
            return !text.prefix(place).contains { " {:".contains($0) }
        }
    }

    static func isCall(_ text: String) -> Bool {
        guard isBalanced(text), text.hasSuffix(")"), !startsWithKeyword(text) else { return false }
        let call = text.hasPrefix("try ") ? text.dropFirst(4) : text[...]
        let name = call.prefix { $0.isLetter || $0.isNumber || "._?!".contains($0) }
        guard let first = name.first, first.isLetter, first.isLowercase else { return false }
        let rest = Array(call.dropFirst(name.count))
        guard rest.first == "(" else { return false }
        return closing(rest) == rest.count - 1
    }

    private static func closing(_ text: [Character]) -> Int? {
        var (depth, isQuoted) = (0, false)
        for place in text.indices {
            step(text[place], &depth, &isQuoted)
            if depth == 0, !isQuoted { return place }
        }
        return nil
    }

    private static func isBalanced(_ text: String) -> Bool {
        var (depth, isQuoted) = (0, false)
        for character in text {
            step(character, &depth, &isQuoted)
            if depth < 0 { return false }
        }
        return depth == 0 && !isQuoted
    }

    private static let keywords: Set<Substring> = [
        "let", "var", "case", "return", "guard", "if", "for", "while", "switch", "throw", "func",
        "init", "private", "package", "public", "internal", "static", "mutating", "defer",
        "default", "precondition", "preconditionFailure", "super", "else", "struct", "enum",
        "extension", "lazy", "fileprivate", "where", "import", "do", "in", "self",
    ]

    private static func startsWithKeyword(_ text: String) -> Bool {
        let word = text.prefix { $0.isLetter }
        if word == "self" { return !text.hasPrefix("self.") && !text.hasPrefix("self[") }
        return keywords.contains(word) || word.isEmpty
    }

    private static func step(_ character: Character, _ depth: inout Int, _ isQuoted: inout Bool) {
        if character == "\"" { isQuoted.toggle() }
        guard !isQuoted else { return }
        if "([{".contains(character) { depth += 1 }
        if ")]}".contains(character) { depth -= 1 }
    }
}
