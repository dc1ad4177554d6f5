extension Refusal.Code {
    /// The code's number in a frame: never reused.
    fileprivate var number: UInt8 {
        switch self {
        case .unknownDevice: 1
        case .revokedDevice: 2
        case .inviteSpent: 3
        case .inviteUnknown: 4
        case .inviteExpired: 5
        case .otherDeployment: 6
        case .versionUnsupported: 7
        case .malformed: 8
        case .badSignature: 9
        case .limitExceeded: 10
        case .outOfOrder: 11
        case .busy: 12
        case .officeFault: 13
        case .shuttingDown: 14
        }
    }

    /// A number of a later version reads as `office-fault`: the connection ends either way.
    fileprivate init(number: UInt8) {
        self = Self.allCases.first { $0.number == number } ?? .officeFault
    }
}

extension Refusal {
    func write(to writer: inout ByteWriter) throws(WireError) {
        writer.byte(code.number)
        writer.varint(UInt64(retryAfterSeconds))
        try writer.shortText(detail, "refusal.detail")
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let code = Code(number: try reader.byte("refusal.code"))
        guard let retryAfterSeconds = UInt32(exactly: try reader.varint("refusal.retry")) else {
            throw WireError(.malformed, "refusal.retry")
        }
        let detail = try reader.text("refusal.detail", limit: Limits.shortTextBytesMax)
        self.init(code, detail: detail, retryAfterSeconds: retryAfterSeconds)
    }
}
