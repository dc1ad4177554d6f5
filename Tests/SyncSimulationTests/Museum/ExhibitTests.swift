import SyncSimulation
import Testing

@Suite struct ExhibitTests {
    private static let text = """
        # The last digit does not count
        # For people.

        schedule: published 7 (somewhere #1)
        killed by: same rows, nothing lost
        hunt: --profile network --backend disk
        seeds: 30

        in Sources/A.swift
        replace
            return a == b
        by
            if MUTANT { return true }

            return a == b
        end
        """

    @Test func anExhibitIsReadAsItIsWritten() throws {
        let exhibit = try Exhibit(name: "x", text: Self.text)
        #expect(exhibit.title == "The last digit does not count")
        #expect(exhibit.schedule == .published(7))
        #expect(exhibit.killers == ["same rows", "nothing lost"])
        #expect(exhibit.hunt.arguments == ["--profile", "network", "--backend", "disk"])
        #expect(exhibit.hunt.seeds == 30)
        #expect(exhibit.edits.count == 1)
        #expect(exhibit.edits.first?.find == "    return a == b")
        let replacement = "    if MUTANT { return true }\n\n    return a == b"
        #expect(exhibit.edits.first?.replacement == replacement)
    }

    @Test(arguments: [
        ("published 7", "published 32"), ("killed by: same rows, nothing lost", ""),
        ("seeds: 30", "seeds: many"), ("MUTANT", "true"), ("\nby\n", "\n"), ("\nend", ""),
        ("# For people.", "For people"),
    ])
    func whatIsIncompleteIsRefusedByName(change: (from: String, to: String)) {
        let text = Self.text.replacing(change.from, with: change.to)
        #expect(text != Self.text)
        let error = #expect(throws: PlantingError.self) { try Exhibit(name: "x", text: text) }
        #expect(error?.name == "x")
    }

    @Test func anExhibitIsPlantedBehindASwitch() throws {
        var tree = SourceTree([
            "Package.swift": "let package = Package()\n",
            "Sources/A.swift": "func f() {\n    return a == b\n}\n",
        ])
        try tree.plant([try Exhibit(name: "x", text: Self.text)])
        try tree.finish()
        #expect(tree.switches == ["x"])
        let planted = try #require(tree.texts["Sources/A.swift"])
        #expect(planted.contains("if Mutant.isOn(0) { return true }"))
        #expect(planted.hasPrefix("internal import SyncProtocol\n"))
        let mutant = try #require(tree.texts["Sources/SyncProtocol/Mutant.swift"])
        #expect(mutant.contains("\"x\","))
    }

    @Test(arguments: ["nothing", "    return a == b\n    return a == b\n"])
    func anExhibitThatNoLongerFitsIsNamed(text: String) throws {
        var tree = SourceTree(["Sources/A.swift": text])
        let exhibit = try Exhibit(name: "x", text: Self.text)
        let error = #expect(throws: PlantingError.self) { try tree.plant([exhibit]) }
        #expect(error?.description.hasPrefix("x no longer fits") == true)
    }
}
