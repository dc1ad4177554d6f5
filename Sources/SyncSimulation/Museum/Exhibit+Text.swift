extension Exhibit {
    /// Reads the text of an exhibit's file.
    ///
    /// First the title after `#`, then a line a key, then any number of edits, each between `in FILE` and
    /// `end`, with the lines to find after `replace` and the new ones after `by`. Empty lines and lines
    /// that begin with `#` between them are for people.
    ///
    /// - Throws: `PlantingError` that names the exhibit and what is wrong.
    package init(name: String, text: String) throws(PlantingError) {
        var reader = Reader(name: name, text: text)
        try reader.read()
        guard let schedule = Self.schedule(reader.keys["schedule"] ?? "") else {
            throw PlantingError(name, "has no schedule of 1 to 31, nor a weak restore, nor a rule")
        }
        let killers = Self.words(reader.keys["killed by"] ?? "", separator: ",")
        guard !killers.isEmpty else { throw PlantingError(name, "names no checker") }
        guard let seeds = Int(reader.keys["seeds"] ?? ""), seeds > 0 else {
            throw PlantingError(name, "has no number of seeds")
        }
        guard !reader.edits.isEmpty else { throw PlantingError(name, "changes nothing") }
        self.name = name
        self.title = reader.title
        self.schedule = schedule
        self.killers = killers
        self.hunt = Hunt(
            arguments: Self.words(reader.keys["hunt"] ?? "", separator: " "), seeds: seeds)
        self.edits = reader.edits
    }

    private static func schedule(_ text: String) -> Schedule? {
        let words = Self.words(text, separator: " ")
        guard words.count >= 2 else { return nil }
        switch words[0] {
        case "published":
            guard let number = Int(words[1]), (1...31).contains(number) else { return nil }
            return .published(number)
        case "weak-restore":
            return .weakRestore(words[1])
        case "rule":
            return .rule(words[1])
        default:
            return nil
        }
    }

    private static func words(_ text: String, separator: Character) -> [String] {
        text.split(separator: separator).map { trimmed(String($0)) }.filter { !$0.isEmpty }
    }
}

private struct Reader {
    let name: String
    var title = ""
    var keys: [String: String] = [:]
    var edits: [Exhibit.Edit] = []
    private var lines: ArraySlice<Substring>

    init(name: String, text: String) {
        self.name = name
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    }

    mutating func read() throws(PlantingError) {
        while let line = lines.popFirst() {
            if line.hasPrefix("#") {
                if title.isEmpty { title = trimmed(String(line.dropFirst())) }
            } else if line.hasPrefix("in ") {
                try readEdit(trimmed(String(line.dropFirst(3))))
            } else if let colon = line.firstIndex(of: ":") {
                keys[String(line[..<colon])] = trimmed(String(line[line.index(after: colon)...]))
            } else if !trimmed(String(line)).isEmpty {
                throw PlantingError(name, "has a line that says nothing: \(line)")
            }
        }
    }

    private mutating func readEdit(_ file: String) throws(PlantingError) {
        guard lines.popFirst() == "replace" else {
            throw PlantingError(name, "has an edit without replace in \(file)")
        }
        let find = try block(until: "by", file)
        let replacement = try block(until: "end", file)
        guard !find.isEmpty, replacement.contains(Exhibit.placeholder) else {
            throw PlantingError(name, "has an edit that cannot be switched in \(file)")
        }
        edits.append(Exhibit.Edit(file: file, find: find, replacement: replacement))
    }

    private mutating func block(
        until end: Substring, _ file: String
    ) throws(PlantingError) -> String {
        guard let place = lines.firstIndex(of: end) else {
            throw PlantingError(name, "has an edit without \(end) in \(file)")
        }
        defer { lines = lines[(place + 1)...] }
        return lines[..<place].joined(separator: "\n")
    }
}

/// Without spaces at either end.
func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
    return String(start[...last])
}
