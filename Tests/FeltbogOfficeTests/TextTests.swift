import GreenForum
import Testing

@testable import feltbog_office

@Suite struct TextTests {
    static let all: [any Text] =
        HelpText.allCases.map { $0 as any Text } + Sentence.allCases.map { $0 as any Text }
        + Heading.allCases.map { $0 as any Text }

    @Test(arguments: all.indices)
    func `Every text stands in both languages with the same places to fill in`(index: Int) {
        let (da, en) = Self.all[index].forms
        #expect(!da.isEmpty && !en.isEmpty)
        #expect(places(da) == places(en))
        #expect(!da.contains("..") && !en.contains(".."))
    }

    private func places(_ text: String) -> [Substring] {
        text.matches(of: /\{[0-9]+\}/).map(\.output).sorted()
    }

    @Test func `Places are filled in by number, and braces in arguments stay`() {
        #expect(Sentence.made.text(in: .en, ["{1}", "b"]) == "The office ‘{1}’ was made in b.")
        #expect(Sentence.made.text(in: .da, ["a"]) == "Kontoret «a» er oprettet i .")
    }

    @Test func `An option is found wherever it stands`() {
        #expect(Run.option("--lang", in: ["x", "serve", "--lang", "da"]) == "da")
        #expect(Run.option("--lang", in: ["x", "--lang=en", "serve"]) == "en")
        #expect(Run.option("--lang", in: ["x", "--language", "en", "--lang"]) == nil)
    }
}
