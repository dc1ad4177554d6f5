package import SyncEngine
package import SyncOffice
package import SyncProtocol

extension MemoryOfficeStore {
    package func head() throws -> (sequence: Sequence, head: Hash256) {
        state.log.last.map { ($0.sequence, $0.head) } ?? (.zero, .zero)
    }

    package func head(at sequence: Sequence) throws -> Hash256? {
        guard sequence > .zero, sequence.rawValue <= UInt64(state.log.count) else { return nil }
        return state.log[Int(sequence.rawValue) - 1].head
    }

    package func append(_ entry: LogEntry) throws {
        guard entry.sequence.rawValue == UInt64(state.log.count) + 1 else {
            throw OfficeError(.damaged, detail: "sequence \(entry.sequence.rawValue)")
        }
        change({ $0.log.append(entry) }, undo: { $0.log.removeLast() })
    }

    package func log(after sequence: Sequence, limit: Int) throws -> [LogEntry] {
        let start = min(Int(clamping: sequence.rawValue), state.log.count)
        return Array(state.log[start...].prefix(limit))
    }

    package func epochs() throws -> EpochHistory { EpochHistory(state.epochs) }

    package func append(_ epoch: EpochHistory.Entry, now: Milliseconds) throws {
        change({ $0.epochs.append(epoch) }, undo: { $0.epochs.removeLast() })
    }

    // MARK: Segments and verdicts

    package func segment(
        of device: DeviceID, first: ChangeNumber
    ) throws -> SegmentOrder.Remembered? {
        state.segments[device]?.last { $0.first == first }
    }

    package func segments(of device: DeviceID) throws -> [SegmentOrder.Remembered] {
        state.segments[device] ?? []
    }

    package func keep(_ segment: SealedSegment, now: Milliseconds) throws {
        let header = segment.header
        let kept = SegmentOrder.Remembered(
            first: header.first, count: header.count, hash: segment.hash)
        change(
            { $0.segments[header.device, default: []].append(kept) },
            undo: { $0.segments[header.device]?.removeLast() })
        changeDevice(header.device) {
            $0.nextNumber = header.last.next
            $0.lastSegment = segment.hash
        }
    }

    package func record(
        _ verdict: Verdict, of number: ChangeNumber, device: DeviceID
    ) throws {
        guard number.rawValue == UInt64(state.verdicts[device]?.count ?? 0) + 1 else {
            throw OfficeError(.damaged, detail: "number \(number.rawValue)")
        }
        change(
            { $0.verdicts[device, default: []].append(verdict) },
            undo: { $0.verdicts[device]?.removeLast() })
    }

    package func verdicts(
        of device: DeviceID, in numbers: ClosedRange<ChangeNumber>
    ) throws -> [(number: ChangeNumber, verdict: Verdict)] {
        let all = state.verdicts[device] ?? []
        let low = max(1, numbers.lowerBound.rawValue)
        let high = min(UInt64(all.count), numbers.upperBound.rawValue)
        guard low <= high else { return [] }
        return (low...high).map { (ChangeNumber($0), all[Int($0) - 1]) }
    }

    // MARK: Deadlines

    package func remember(_ deadline: RuleRunner.Deadline) throws {
        let stored = MemoryOfficeState.StoredDeadline(deadline: deadline)
        if change({ $0.deadlines.insert(stored) }, undo: { _ in }) {
            change({ _ in }, undo: { $0.deadlines.remove(stored) })
        }
    }

    package func forget(_ deadline: RuleRunner.Deadline) throws {
        let stored = MemoryOfficeState.StoredDeadline(deadline: deadline)
        if change({ $0.deadlines.remove(stored) }, undo: { _ in }) {
            change({ _ in }, undo: { $0.deadlines.insert(stored) })
        }
    }

    package func dueDeadlines(now: Milliseconds, limit: Int) throws -> [RuleRunner.Deadline] {
        state.deadlines.elements.prefix(limit).map(\.deadline).prefix { $0.at <= now } + []
    }
}
