extension Push {
    func write(to writer: inout ByteWriter) throws(WireError) {
        guard segment.count <= Limits.segmentBytesMax else {
            throw WireError(.limitExceeded, "push.segment")
        }
        writer.raw(segment)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        guard reader.remaining <= Limits.segmentBytesMax else {
            throw WireError(.limitExceeded, "push.segment")
        }
        self.init(segment: try reader.raw(reader.remaining, "push.segment"))
    }
}

extension Verdicts {
    func write(to writer: inout ByteWriter) throws(WireError) {
        guard verdicts.count <= Limits.verdictsMax else {
            throw WireError(.limitExceeded, "verdicts")
        }
        writer.varint(first.rawValue)
        writer.mark(receipt)
        switch problem {
        case nil: writer.byte(0)
        case .gap(let expected):
            writer.byte(1)
            writer.varint(expected.rawValue)
        case .fork: writer.byte(2)
        }
        writer.count(verdicts.count)
        // Admitted sequences mostly follow each other: the step from the one before, less one.
        var previous = receipt.sequence.rawValue
        for verdict in verdicts {
            switch verdict {
            case .admitted(let sequence):
                writer.byte(0)
                writer.signed(Int64(bitPattern: sequence.rawValue &- previous &- 1))
                previous = sequence.rawValue
            case .returned(let reason):
                writer.byte(1)
                try reason.write(to: &writer)
            case .held(let reason):
                writer.byte(2)
                try reason.write(to: &writer)
            }
        }
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let first = ChangeNumber(try reader.varint("verdicts.first"))
        let receipt = try reader.mark("verdicts.receipt")
        let problem: PushProblem?
        switch try reader.byte("verdicts.problem") {
        case 0: problem = nil
        case 1: problem = .gap(expected: ChangeNumber(try reader.varint("verdicts.expected")))
        case 2: problem = .fork
        default: throw WireError(.malformed, "verdicts.problem")
        }
        let count = try reader.countWithinBytes("verdicts", limit: Limits.verdictsMax)
        var verdicts: [Verdict] = []
        verdicts.reserveCapacity(count)
        var previous = receipt.sequence.rawValue
        for _ in 0..<count {
            switch try reader.byte("verdict") {
            case 0:
                let step = UInt64(bitPattern: try reader.signed("verdict.sequence"))
                previous = previous &+ step &+ 1
                verdicts.append(.admitted(Sequence(previous)))
            case 1: verdicts.append(.returned(try Reason(from: &reader)))
            case 2: verdicts.append(.held(try Reason(from: &reader)))
            default: throw WireError(.malformed, "verdict")
            }
        }
        self.init(first: first, verdicts: verdicts, problem: problem, receipt: receipt)
    }
}

extension Reason {
    /// Bits of the byte that tells which parts follow.
    private enum Part {
        static let table: UInt8 = 1
        static let row: UInt8 = 2
        static let column: UInt8 = 4
    }

    func write(to writer: inout ByteWriter) throws(WireError) {
        try writer.shortText(code.rawValue, "reason.code", limit: Limits.reasonCodeBytesMax)
        var parts: UInt8 = 0
        if table != nil { parts |= Part.table }
        if row != nil { parts |= Part.row }
        if column != nil { parts |= Part.column }
        writer.byte(parts)
        if let table { writer.varint(UInt64(table.rawValue)) }
        if let row { writer.row(row) }
        if let column { writer.varint(UInt64(column.rawValue)) }
        try writer.shortText(detail, "reason.detail")
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let code = try reader.text("reason.code", limit: Limits.reasonCodeBytesMax)
        let parts = try reader.byte("reason.parts")
        guard parts <= 7 else { throw WireError(.malformed, "reason.parts") }
        let table = parts & Part.table != 0 ? try reader.tableID("reason.table") : nil
        let row = parts & Part.row != 0 ? try reader.row("reason.row") : nil
        let column =
            parts & Part.column != 0
            ? ColumnID(try reader.tableID("reason.column").rawValue) : nil
        let detail = try reader.text("reason.detail", limit: Limits.shortTextBytesMax)
        self.init(ReasonCode(code), table: table, row: row, column: column, detail: detail)
    }
}
