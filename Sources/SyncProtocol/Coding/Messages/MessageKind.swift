/// The kind byte of a frame. Kinds are never reused.
enum MessageKind: UInt8 {
    // Replica to office
    case enrol = 0x01
    case hello = 0x02
    case push = 0x03
    case pull = 0x04
    case reidentify = 0x05
    case digestQuery = 0x06
    case rangeQuery = 0x07
    // Office to replica
    case enrolled = 0x21
    case welcome = 0x22
    case verdicts = 0x23
    case batch = 0x24
    case checkpoint = 0x25
    case reidentified = 0x26
    case digestAnswer = 0x27
    case rangeRows = 0x28
    // Either way
    case ping = 0x41
    case pong = 0x42
    case refusal = 0x43
    case goodbye = 0x44

    /// Whether deflate is tried. Not for secrets, and not for bodies that are entropy-coded already.
    var mayDeflate: Bool {
        switch self {
        case .enrol, .push, .batch, .rangeRows, .ping, .pong, .goodbye: false
        case .hello, .pull, .reidentify, .digestQuery, .rangeQuery, .enrolled, .welcome, .verdicts,
            .checkpoint, .reidentified, .digestAnswer, .refusal:
            true
        }
    }
}
