import SyncProtocol
import Testing

@testable import SyncEngine

@Suite struct RepairPlanTests {
    private let low = RowRange.everything.divided(at: [row(100)])[0]
    private let high = RowRange.everything.divided(at: [row(100)])[1]

    private static func row(_ number: Int64) -> RowID {
        RowID(timestamp: Timestamp(milliseconds: number), device: .office)
    }

    @Test func `ranges cover everything without overlap`() {
        for ranges in [
            RowRange.everything.divided(at: [Self.row(1), Self.row(2), Self.row(2)]),
            RowRange.everything.dividedByTime(into: 256), high.dividedByTime(into: 16),
        ] {
            for (one, next) in zip(ranges, ranges.dropFirst()) {
                #expect(one.low <= one.high)
                #expect(one.high < next.low)
                #expect(next.low.predecessor == one.high)
            }
        }
        #expect(RowRange.everything.dividedByTime(into: 256).count == 256)
        let single = RowRange(low: Self.row(1), high: Self.row(1))
        #expect(single.dividedByTime(into: 256) == [single])
        #expect(high.dividedByTime(into: 0) == [high])
        let reversed = RowRange(low: Self.row(9), high: Self.row(1))
        #expect(reversed.dividedByTime(into: 4) == [reversed])
        #expect(RowRange.everything.low.predecessor == RowRange.everything.low)
        let times = [41, 42].compactMap { Timestamp(rawValue: $0) }
        let pair = RowRange(
            low: RowID(timestamp: times[0], device: .office),
            high: RowID(timestamp: times[1], device: .derived))
        #expect(pair.dividedByTime(into: 2).count == 2)
    }

    @Test func `a difference is narrowed, fetched, and compared again`() {
        var plan = RepairPlan()
        #expect(plan.begin([.shared]) == [.divide(.shared, .everything)])
        #expect(
            plan.divided(.shared, [low, high])
                == [.send(.digestQuery(DigestQuery(scope: .shared, ranges: [low, high])))])
        let answer = DigestAnswer(
            scope: .shared, sequence: Sequence(9), digests: [.empty, Digest(count: 5_000, sum: 1)])
        #expect(plan.asked(answer) == [low, high])
        #expect(
            plan.compared(.shared, [.init(range: high, officeCount: 5_000)])
                == [.divide(.shared, high)])
        #expect(
            plan.divided(.shared, [high])
                == [.send(.rangeQuery(RangeQuery(scope: .shared, range: high)))])
        let rows = RangeRows(
            scope: .shared, range: high, batch: Batch(through: Sequence(9), rows: []))
        #expect(plan.answered(rows) == true)
        #expect(plan.next() == [.verify])
        #expect(plan.isDone)
    }

    @Test func `a range may be answered in parts, from its low end to its high end`() {
        var plan = RepairPlan()
        _ = plan.begin([.shared])
        let whole = RowRange.everything
        _ = plan.divided(.shared, [whole])
        func part(_ low: RowID, _ high: RowID) -> RangeRows {
            RangeRows(
                scope: .shared, range: RowRange(low: low, high: high),
                batch: Batch(through: Sequence(9), rows: []))
        }
        #expect(plan.answered(part(Self.row(5), whole.high)) == false)
        #expect(plan.answered(part(whole.low, Self.row(5))) == true)
        #expect(plan.next() == [])
        #expect(plan.answered(part(whole.low, Self.row(6))) == false)
        #expect(plan.answered(part(Self.row(5), Self.row(9))) == true)
        #expect(plan.answered(part(Self.row(9), whole.high)) == true)
        #expect(plan.next() == [.verify])
    }

    @Test func `answers to other questions are not taken`() {
        var plan = RepairPlan()
        let rows = RangeRows(
            scope: .shared, range: high, batch: Batch(through: Sequence(9), rows: []))
        #expect(plan.answered(rows) == false)
        _ = plan.begin([.shared])
        #expect(plan.answered(rows) == false)
        let answer = DigestAnswer(scope: .office, sequence: Sequence(9), digests: [])
        #expect(plan.asked(answer) == nil)
    }

    @Test func `an office that always differs is not asked for ever`() {
        var plan = RepairPlan()
        var actions = plan.begin([.shared])
        var questions = 0
        while actions != [.verify], questions < 10_000 {
            questions += 1
            guard case .divide(let scope, let range) = actions.first else {
                actions = plan.compared(.shared, [.init(range: high, officeCount: .max)])
                continue
            }
            actions = plan.divided(scope, range.divided(at: [Self.row(50)]) + [range])
        }
        #expect(questions == RepairPlan.questionsMax)
        #expect(plan.isDone)
        #expect(plan.begin([.shared]) == [.divide(.shared, .everything)])
    }
}
