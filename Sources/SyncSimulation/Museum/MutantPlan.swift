/// Which sources get generic mutants, and which of those are left out.
package struct MutantPlan: Hashable, Sendable {
    /// Paths of sources; one that ends with `/` means everything in it.
    private let files: [String]
    /// Lines, by the last part of their file's path, that cannot be changed or need not be.
    private let skipped: Set<String>

    /// - Parameters:
    ///   - files: a path a line; empty lines and lines with `#` in front are for people.
    ///   - skipped: a line each, as `FILE: TEXT`, where the text stands alone on its line or is a whole
    ///     condition; or `FILE: OPERATOR: TEXT` for one mistake only.
    package init(files: String, skipped: String) {
        self.files = Self.lines(files)
        self.skipped = Set(Self.lines(skipped))
    }

    /// All places in these texts, in order of their files' paths.
    package func sites(in texts: [String: String]) -> [MutantSite] {
        texts.keys.sorted().filter { path in
            path.hasSuffix(".swift")
                && files.contains { $0.hasSuffix("/") ? path.hasPrefix($0) : path == $0 }
        }.flatMap { path in
            MutantFinder(file: path, text: texts[path] ?? "").sites()
                .filter { !skipped.contains("\($0.fileName): \($0.text)") }
        }
    }

    /// Whether one mistake at a place is known to change nothing.
    package func isKnown(_ site: MutantSite, _ mistake: String) -> Bool {
        skipped.contains("\(site.fileName): \(mistake): \(site.text)")
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { trimmed(String($0)) }.filter { !$0.hasPrefix("#") }
    }
}
