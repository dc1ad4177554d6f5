import GreenForum
import Testing

@testable import feltbog

/// Everything said to people is said in Danish and in English.
@Suite struct PhraseTests {
    @Test func `every phrase exists in both languages with the same blanks`() {
        check(UsagePhrase.self)
        check(RowPhrase.self)
        check(HelpPhrase.self)
        check(SyncPhrase.self)
        check(StatePhrase.self)
        check(BookingPhrase.self)
        check(PersonPhrase.self)
        check(CheckinPhrase.self)
        check(ReportPhrase.self)
        check(SeriesPhrase.self)
        check(SeatPhrase.self)
    }

    @Test func `blanks are filled, and what is filled in is not read again`() {
        #expect(SyncPhrase.whyRule.text(.en, ["{0}"]) == "Rule: {0}")
        #expect(UsagePhrase.endBeforeStart.text(.da, ["17", "16"]).contains("17"))
    }

    private func check<P: Phrase>(_ phrases: P.Type) {
        for phrase in P.allCases {
            let forms = phrase.forms
            #expect(!forms.da.isEmpty && !forms.en.isEmpty, "\(phrase)")
            #expect(blanks(forms.da) == blanks(forms.en), "\(phrase)")
        }
    }

    private func blanks(_ text: String) -> Set<String> {
        var found: Set<String> = []
        for number in 0...5 where text.contains("{\(number)}") { found.insert("\(number)") }
        return found
    }
}
