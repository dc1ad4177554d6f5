/// Everything that crosses a connection. One file each beside this one.
public enum Message: Hashable, Sendable {
    // Replica to office
    case enrol(Enrol)
    case hello(Hello)
    case push(Push)
    case pull(Pull)
    case reidentify(Reidentify)
    case digestQuery(DigestQuery)
    case rangeQuery(RangeQuery)
    // Office to replica
    case enrolled(Enrolled)
    case welcome(Welcome)
    case verdicts(Verdicts)
    case batch(Batch)
    case checkpoint(Checkpoint)
    case reidentified(Reidentified)
    case digestAnswer(DigestAnswer)
    case rangeRows(RangeRows)
    // Either way
    case ping
    case pong
    case refusal(Refusal)
    case goodbye
    /// A kind that this version does not know: passed over.
    case unknown(kind: UInt8)
}
