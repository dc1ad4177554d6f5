import Foundation
import Testing

/// What the documents say exists, exists.
@Suite struct DocumentTests {
    static var documents: [String] {
        ["README.md", "CHANGELOG.md", "SECURITY.md"]
            + House.files(under: "Protocol", withExtension: "md")
            + House.files(under: "Examples", withExtension: "md")
    }

    @Test func linksLeadSomewhere() throws {
        for document in Self.documents {
            let folder = (document as NSString).deletingLastPathComponent
            for link in try Self.links(document) where !link.contains("://") {
                let path = link.split(separator: "#").first.map(String.init) ?? document
                let target = folder.isEmpty ? path : folder + "/" + path
                #expect(House.exists(target), "\(document) links to \(link)")
            }
        }
    }

    @Test func makeTargetsOfTheReadmeExist() throws {
        let makefile = try House.text("Makefile")
        let words = try House.text("README.md").matches(of: /`?make ([a-z]+)/).map(\.output.1)
        #expect(!words.isEmpty)
        for word in words where word != "it" {
            #expect(makefile.contains("\n\(word):"), "README says make \(word)")
        }
    }

    @Test func theTopLevelHoldsOnlyWhatIsAskedFor() throws {
        let expected: Set<String> = [
            "Package.swift", "Sources", "Tests", "Protocol", "Examples", "README.md", "Makefile",
            "CHANGELOG.md", "SECURITY.md",
        ]
        let found = try FileManager.default.contentsOfDirectory(atPath: House.root.path)
            .filter { !$0.hasPrefix(".") && $0 != "Package.resolved" }
        for name in found { #expect(expected.contains(name), "\(name) stands at the top level") }
    }

    /// Targets of inline Markdown links outside code.
    static func links(_ document: String) throws -> [String] {
        var inCode = false
        var result: [String] = []
        for line in try House.lines(document) {
            if line.hasPrefix("```") { inCode.toggle() }
            if inCode { continue }
            result += line.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
        }
        return result
    }
}
