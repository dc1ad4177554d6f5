import SyncSimulation
import Testing

@Suite struct HuntResultTests {
    @Test(arguments: [
        (HuntResult.End.found(promise: "same rows", seed: 4), true),
        (.found(promise: "quiet", seed: 4), false), (.died(signal: 4), true), (.hung, false),
        (.survived, false), (.unknown("exit 64"), false),
    ])
    func onlyANamedCheckerCounts(end: HuntResult.End, isKilled: Bool) {
        let result = HuntResult(name: "x", end: end, worlds: 5, seconds: 0.25)
        #expect(result.isKilled(by: ["same rows", "crash"]) == isKilled)
    }

    @Test func theSentenceSaysWhatFoundIt() {
        let found = HuntResult(
            name: "x", end: .found(promise: "same rows", seed: 4), worlds: 5, seconds: 0.25)
        #expect(found.sentence == "killed by same rows at seed 4, 5 worlds, 0.3 s")
        let survived = HuntResult(name: "x", end: .survived, worlds: 5, seconds: 2)
        #expect(survived.sentence == "SURVIVED 5 worlds, 2.0 s")
    }
}
