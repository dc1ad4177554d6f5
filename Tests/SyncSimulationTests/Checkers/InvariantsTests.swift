import Testing

@testable import SyncSimulation

/// No promise is forgotten.
@Suite struct InvariantsTests {
    @Test func allThirtyTwoAreBuiltOrWaitWithAReason() {
        let numbers = Invariants.all.map(\.number) + Invariants.waiting.map(\.number)
        #expect(numbers.sorted() == Array(1...32))
        #expect(Invariants.waiting.allSatisfy { !$0.reason.isEmpty })
    }

    @Test func eachCheckerGoesByItsName() {
        let record = Record()
        for invariant in Invariants.all {
            guard let checker = invariant.make?(record) else {
                #expect(invariant.moment == .runner)
                continue
            }
            #expect(checker.name == invariant.name)
        }
        #expect(Invariants.checkers().first is Record)
        #expect(Set(Invariants.checkers().map(\.name)).count == Invariants.checkers().count)
    }
}
