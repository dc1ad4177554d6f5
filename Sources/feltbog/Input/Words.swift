/// The words after a verb: what stands alone, and `--column value` (or `--column=value`) pairs.
///
/// The columns are the schema's, so ArgumentParser cannot know them; it hands over what it did not take.
struct Words: Hashable {
    private(set) var plain: [String] = []
    private(set) var pairs: [Pair] = []

    /// One `--column value`.
    struct Pair: Hashable {
        let name: String
        let value: String
    }

    /// - Throws: `Failure` (usage) for an option without a value.
    init(_ words: [String]) throws {
        var rest = words[...]
        while let word = rest.popFirst() {
            guard word.hasPrefix("--"), word.count > 2 else {
                if word != "--" { plain.append(word) }
                continue
            }
            let body = word.dropFirst(2)
            if let equals = body.firstIndex(of: "=") {
                let value = body[body.index(after: equals)...]
                pairs.append(Pair(name: String(body[..<equals]), value: String(value)))
            } else if let value = rest.popFirst() {
                pairs.append(Pair(name: String(body), value: value))
            } else {
                throw Failure(.usage, UsagePhrase.valueMissing(word))
            }
        }
    }

    /// Plain words and pairs as they are.
    init(plain: [String], pairs: [Pair]) {
        self.plain = plain
        self.pairs = pairs
    }

    /// Takes a pair by any of these names away.
    mutating func take(_ names: String...) -> String? {
        guard let index = pairs.lastIndex(where: { names.contains($0.name) }) else { return nil }
        let value = pairs[index].value
        pairs.removeAll { names.contains($0.name) }
        return value
    }

    /// Takes all pairs by any of these names away, in their order.
    mutating func takeAll(_ names: String...) -> [String] {
        let values = pairs.filter { names.contains($0.name) }.map(\.value)
        pairs.removeAll { names.contains($0.name) }
        return values
    }

    /// The first plain word, taken away.
    ///
    /// - Throws: `Failure` (usage) when there is none.
    mutating func takePlain(_ what: String) throws -> String {
        guard !plain.isEmpty else { throw Failure(.usage, UsagePhrase.wordMissing(what)) }
        return plain.removeFirst()
    }

    /// - Throws: `Failure` (usage) when plain words are left over.
    func refuseRest() throws {
        if let word = plain.first { throw Failure(.usage, UsagePhrase.wordTooMany(word)) }
    }
}
