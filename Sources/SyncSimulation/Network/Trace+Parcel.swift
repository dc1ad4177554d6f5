internal import SyncEngine
internal import SyncProtocol

/// What a parcel holds, as far as two runs could differ.
extension Trace {
    mutating func add(_ parcel: Parcel) {
        switch parcel {
        case .frame(let frame):
            add(Int(frame.kind))
            add(frame.payload)
        case .message(let message):
            add(message)
        }
    }

    mutating func add(_ mark: Mark) {
        add(mark.epoch.rawValue)
        add(mark.sequence.rawValue)
        add(mark.head.bytes)
    }

    mutating func add(_ row: RowID) {
        add(row.high)
        add(row.low)
    }

    mutating func add(_ message: Message) {
        add(message.label)
        switch message {
        case .enrol(let enrol): add(enrol.signingKey)
        case .hello(let hello):
            add(hello.device.rawValue)
            add(hello.cursor)
            add(hello.receipt)
            add(hello.nextNumber.rawValue)
            add(UInt64(bitPattern: hello.clock))
            add(hello.scopes.count)
        case .push(let push): add(push.segment)
        case .pull(let pull):
            add(pull.after.rawValue)
            add(pull.isResumed)
            add(pull.isLive)
        case .reidentify(let request): add(request.signingKey)
        case .digestQuery(let query): add(query.ranges.count)
        case .rangeQuery(let query):
            add(query.range.low)
            add(query.range.high)
        case .enrolled(let enrolled):
            add(enrolled.device.rawValue)
            add(enrolled.member)
        case .welcome(let welcome):
            add(welcome.epoch.rawValue)
            add(welcome.sequence.rawValue)
            add(welcome.nextNumber.rawValue)
            add(welcome.marksConfirmed)
            add(welcome.scopes.count)
        case .verdicts(let verdicts): add(verdicts)
        case .batch(let batch): add(batch)
        case .checkpoint(let checkpoint): add(checkpoint.mark)
        case .reidentified(let answer): add(answer.device.rawValue)
        case .digestAnswer(let answer):
            add(answer.sequence.rawValue)
            add(answer.digests.count)
        case .rangeRows(let rows): add(rows.batch)
        case .refusal(let refusal): add(refusal.code.rawValue)
        case .ping, .pong, .goodbye, .unknown: break
        }
    }

    private mutating func add(_ verdicts: Verdicts) {
        add(verdicts.first.rawValue)
        add(verdicts.receipt)
        for verdict in verdicts.verdicts {
            switch verdict {
            case .admitted(let sequence): add(sequence.rawValue)
            case .returned(let reason), .held(let reason): add(reason.code.rawValue)
            }
        }
        switch verdicts.problem {
        case .none: add(0)
        case .fork: add(1)
        case .gap(let expected): add(expected.rawValue)
        }
    }

    private mutating func add(_ batch: Batch) {
        add(batch.through.rawValue)
        for row in batch.rows {
            add(Int(row.table.rawValue))
            add(row.row)
            switch row.state {
            case .whole(let cells): add(cells)
            case .partial(let cells): add(cells)
            case .deleted: add(1)
            case .gone: add(2)
            }
        }
    }

    private mutating func add(_ cells: [Cell]) {
        for cell in cells {
            add(Int(cell.column.rawValue))
            switch cell.value {
            case .null: add(0)
            case .integer(let number): add(UInt64(bitPattern: number))
            case .real(let number): add(number.bitPattern)
            case .text(let text): add(text)
            case .blob(let bytes): add(bytes)
            }
        }
    }
}
