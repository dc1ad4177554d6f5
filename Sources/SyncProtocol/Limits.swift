/// The one home of every limit. Checked when encoding, when decoding, and before allocating.
public enum Limits {
    /// Bytes of one frame on the wire, header included.
    public static let frameBytesMax = 1 << 20
    /// Bytes of one frame's payload once inflated.
    public static let payloadBytesMax = 8 << 20
    /// Rows in one batch.
    public static let batchRowsMax = 32_768
    /// Change sets in one segment.
    public static let segmentSetsMax = 2_000
    /// Bytes of one sealed segment.
    public static let segmentBytesMax = 256 << 10
    /// Changes (rows) in one change set.
    public static let setChangesMax = 2_000
    /// Bytes of all values of one change set.
    public static let setBytesMax = 256 << 10
    /// Bytes of one text or blob value.
    public static let valueBytesMax = 64 << 10
    /// Columns of one table.
    public static let columnsMax = 60
    /// Scopes that one device may hold.
    public static let scopesMax = 4_096
    /// Verdicts in one message.
    public static let verdictsMax = 2_000
    /// Bytes of any short text in a message: a name, a reason's detail, a sentence.
    public static let shortTextBytesMax = 1_024
    /// Ranges in one digest query or answer.
    public static let rangesMax = 256
    /// How long a connection may take to finish TLS and say Hello.
    public static let handshakeSecondsMax = 10
}
