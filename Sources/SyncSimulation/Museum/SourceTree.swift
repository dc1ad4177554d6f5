/// Source texts by their path below the package's folder, to plant bugs in.
package struct SourceTree: Hashable, Sendable {
    package private(set) var texts: [String: String]
    /// Names of the switches planted so far; a switch's number is its place.
    package private(set) var switches: [String] = []

    /// - Parameter texts: `Package.swift` and everything that is to be changed.
    package init(_ texts: [String: String]) {
        self.texts = texts
    }

    /// Plants every exhibit, each behind a switch of its own name, one after the other.
    ///
    /// - Throws: `PlantingError` for the first that does not fit; it is named.
    package mutating func plant(_ exhibits: [Exhibit]) throws(PlantingError) {
        for exhibit in exhibits {
            let number = switches.count
            switches.append(exhibit.name)
            for edit in exhibit.edits { try plant(edit, of: exhibit.name, as: number) }
        }
    }

    private mutating func plant(
        _ edit: Exhibit.Edit, of name: String, as number: Int
    ) throws(PlantingError) {
        guard let text = texts[edit.file] else {
            throw PlantingError(name, "no longer fits: there is no \(edit.file)")
        }
        let places = text.ranges(of: edit.find)
        guard places.count == 1, let place = places.first else {
            throw PlantingError(
                name, "no longer fits: found \(places.count) times in \(edit.file): \(edit.find)")
        }
        var new = text
        new.replaceSubrange(
            place,
            with: edit.replacement.replacing(
                Exhibit.placeholder, with: "Mutant.isOn(\(number))"))
        texts[edit.file] = new
    }

    /// Plants every generic mutant, each behind a switch of its own name.
    ///
    /// - Parameter sites: made from these texts as they are.
    package mutating func plant(_ sites: [MutantSite]) throws(PlantingError) {
        var numbers: [MutantSite: Int] = [:]
        for site in sites {
            numbers[site] = switches.count
            switches += site.names
        }
        for (file, sites) in Dictionary(grouping: sites, by: \.file) {
            guard let text = texts[file] else { throw PlantingError(file, "is not there") }
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
            for site in sites.sorted(by: { $0.place < $1.place }).reversed() {
                let line = lines[site.line - 1]
                let start = line.index(line.startIndex, offsetBy: site.columns.lowerBound)
                let end = line.index(line.startIndex, offsetBy: site.columns.upperBound)
                lines[site.line - 1].replaceSubrange(
                    start..<end, with: site.planted(from: numbers[site] ?? 0))
            }
            texts[file] = lines.joined(separator: "\n")
        }
    }

    /// Adds the switch itself, and leaves in the manifest what can be built without the tests.
    ///
    /// - Precondition: everything is planted.
    package mutating func finish() throws(PlantingError) {
        guard let manifest = texts["Package.swift"] else {
            throw PlantingError("Package.swift", "is not there")
        }
        let needed = Set(
            texts.keys.compactMap { path -> String? in
                let parts = path.split(separator: "/")
                return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
            }
        ).sorted()
        let names = needed.map { "\"\($0)\"" }.joined(separator: ", ")
        texts["Package.swift"] =
            manifest + """

                package.targets.removeAll { ![\(names)].contains($0.name) }
                package.products.removeAll { $0.name != "feltbog-sim" }

                """
        for (path, text) in texts where text.contains("Mutant.") {
            guard path.hasPrefix("Sources/"), !path.hasPrefix("Sources/SyncProtocol/") else {
                continue
            }
            if !text.contains("import SyncProtocol\n") {
                texts[path] = "internal import SyncProtocol\n" + text
            }
        }
        texts["Sources/SyncProtocol/Mutant.swift"] = MutantSwitch.source(names: switches)
    }
}
