extension Outcome {
    /// The arguments as the column `arguments` holds them: a line `name=value` each, sorted by name. Line breaks
    /// in a value become spaces; what goes beyond 4,096 bytes is left off, whole arguments at a time.
    public var argumentsText: String {
        var text = ""
        for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
            let line = value.split(whereSeparator: \.isNewline).joined(separator: " ")
            let next = (text.isEmpty ? "" : "\n") + name + "=" + line
            if text.utf8.count + next.utf8.count <= 4_096 { text += next }
        }
        return text
    }

    /// Reads what `argumentsText` wrote. Lines without a `=` are passed over.
    public static func arguments(parsing text: String) -> [String: String] {
        var arguments: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "=") else { continue }
            arguments[String(line[..<equals])] = String(line[line.index(after: equals)...])
        }
        return arguments
    }
}
