import SyncEngine
import SyncProtocol
import Testing

@Suite struct HybridClockTests {
    @Test func `readings rise whatever the wall clock does`() {
        var clock = HybridClock()
        let readings = [1_000, 1_000, 900, -5, 2_000, Int64.max].map {
            clock.reading(wall: $0) { 7 }
        }
        #expect(zip(readings, readings.dropFirst()).allSatisfy { $0 < $1 })
        #expect(readings[0].milliseconds == 1_000)
        #expect(readings[4].milliseconds == 2_000)
        #expect(clock.last == readings[5])
    }

    @Test func `copies whose wall clock has gone back do not count alike`() {
        let ahead = Timestamp(milliseconds: 5_000_000)
        var (one, other) = (HybridClock(last: ahead), HybridClock(last: ahead))
        for round in 1...100 as ClosedRange<UInt64> {
            let first = one.reading(wall: 1_000) { round &* 0x9E37_79B9_7F4A_7C15 }
            let second = other.reading(wall: 1_000) { round &* 0xBF58_476D_1CE4_E5B9 }
            #expect(first != second)
            #expect(first > ahead && second > ahead)
        }
        #expect(one.last.milliseconds - ahead.milliseconds < 100 * 256)
        // Within a burst of one moment nothing is skipped, and at the end of time nothing traps.
        var burst = HybridClock(last: ahead, isOwn: true)
        _ = burst.reading(wall: 4_999_999) { .max }
        #expect(burst.last.rawValue == ahead.rawValue + 1)
        var last = HybridClock(last: Timestamp(rawValue: (1 << 60) - 1)!)
        #expect(last.reading(wall: 0) { .max }.rawValue == (1 << 60) - 1)
    }

    /// Seeds 88276 and 96231: before 1970, standing still, behind by less than a second.
    @Test(arguments: [(-5, 0), (1_000, 1_000), (600, 1_000)] as [(Int64, Int64)])
    func `copies do not count alike while the wall clock is not past the last reading`(
        wall: Int64, last: Int64
    ) {
        let start = Timestamp(milliseconds: last)
        var clocks = [true, false, false].map { HybridClock(last: start, isOwn: $0) }
        let readings = clocks.indices.map { place in
            clocks[place].reading(wall: wall) { UInt64(place) * 1_000 }
        }
        #expect(readings.map { $0.rawValue - start.rawValue } == [1, 1_001, 2_001])
        // Only the first one skips.
        #expect(clocks[1].reading(wall: wall) { 7 }.rawValue == start.rawValue + 1_002)
        // What the wall clock tells is nobody else's.
        var right = HybridClock(last: start)
        #expect(right.reading(wall: last + 1) { 7 } == Timestamp(milliseconds: last + 1))
    }
}

@Suite struct ClockOffsetTests {
    @Test(arguments: [
        (0, 100, 50, 0, 50), (0, 100, 3_600_050, 3_600_000, 50), (1_000, 1_000, 500, -500, 0),
        (2_000, 1_000, 500, -1_500, 0),
    ])
    func `half the round trip is the uncertainty`(
        sent: Int64, received: Int64, office: Int64, offset: Int64, uncertainty: Int64
    ) {
        let measured = ClockOffset(sent: sent, received: received, office: office)
        #expect(measured == ClockOffset(milliseconds: offset, uncertainty: uncertainty))
        #expect(measured.corrected(10_000) == 10_000 + offset)
    }

    @Test func `no clock traps`() {
        for office in [Int64.min, Int64.max] {
            let offset = ClockOffset(sent: Int64.max, received: Int64.min, office: office)
            _ = offset.corrected(Int64.min)
            _ = offset.corrected(Int64.max)
        }
    }
}

@Suite struct BackOffTests {
    @Test func `the delay doubles up to the cap, with jitter below it`() {
        for random in [UInt64.min, 12_345, .max] {
            var backOff = BackOff(baseMilliseconds: 1_000, capMilliseconds: 60_000)
            let delays = (0..<40).map { _ in backOff.failed(random: random) }
            for (index, delay) in delays.enumerated() {
                let bound = min(Int64(1_000) << Int64(min(index, 20)), 60_000)
                #expect((bound / 2...bound).contains(delay))
            }
        }
    }

    @Test func `success starts again, and the peer's wish counts`() {
        var backOff = BackOff(baseMilliseconds: 1_000, capMilliseconds: 60_000)
        for _ in 0..<5 { _ = backOff.failed(random: 0) }
        backOff.succeeded()
        #expect(backOff.failed(random: 0) == 500)
        #expect(backOff.failed(random: 0, atLeast: 90_000) == 90_000)
    }
}
