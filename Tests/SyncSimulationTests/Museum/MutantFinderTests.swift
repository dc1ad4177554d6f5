import SyncSimulation
import Testing

@Suite struct MutantFinderTests {
    private static let text = """
        struct Sample {
            let limit: Int

            init(_ limit: Int) {
                self.limit = limit
            }

            mutating func take(_ count: Int, _ name: String?) throws -> Bool {
                guard let name, count <= limit else { return false }
                if isOpen(name), total == 0 { reset() }
                if case .some = last { return true }
                total += count
                try store.put(
                    name)
                notify(name)
                return total < limit
            }

            var isFull: Bool {
                check(total)
            }
        }
        """

    private static func planted() throws -> (lines: [String], switches: [String]) {
        var tree = SourceTree(["Sample.swift": text])
        try tree.plant(MutantFinder(file: "Sample.swift", text: text).sites())
        let new = tree.texts["Sample.swift"] ?? ""
        let changed = zip(new.split(separator: "\n"), text.split(separator: "\n"))
            .filter { $0 != $1 }
            .map { $0.0.drop { $0 == " " } }
        return (changed.map(String.init), tree.switches)
    }

    @Test func conditionsAndStatementsOfOneLineAreChangedAndNothingElse() throws {
        let planted = try Self.planted()
        #expect(
            planted.lines == [
                "guard let name, Mutant.condition(0, Mutant.flips(3, count == limit) ? count < limit "
                    + ": count <= limit) else { return false }",
                "if Mutant.condition(4, isOpen(name)), Mutant.condition(7, total == 0) { reset() }",
                "if !Mutant.drops(10) { total += count }",
                "if !Mutant.drops(11) { notify(name) }",
            ])
    }

    @Test func switchesAreNamedByPlaceAndMistake() throws {
        let switches = try Self.planted().switches
        #expect(switches.count == 12)
        #expect(switches[3] == "Sample.swift:9:24:flip")
        #expect(
            switches[4...6].map { $0.split(separator: ":").last } == ["negate", "true", "false"])
        #expect(switches[10] == "Sample.swift:12:8:drop")
    }

    @Test func placesThatAreListedAreLeftOut() {
        let plan = MutantPlan(
            files: "# all\nSources/", skipped: "Sample.swift: notify(name)\n# people\n")
        let sites = plan.sites(in: ["Sources/Sample.swift": Self.text, "Other.swift": Self.text])
        #expect(
            sites.map(\.text) == ["count <= limit", "isOpen(name)", "total == 0", "total += count"])
    }
}
