/// The one home of every limit. Checked when encoding, when decoding, and before allocating.
public enum Limits {
    /// Bytes of one frame on the wire, header included.
    public static let frameBytesMax = 1 << 20
    /// Bytes of one frame's payload once inflated.
    public static let payloadBytesMax = 8 << 20
    /// Rows in one batch.
    public static let batchRowsMax = 32_768
    /// Cells in one batch or segment.
    public static let batchCellsMax = 1 << 20
    /// Groups (table and state, or table and kind) in one batch or segment.
    public static let groupsMax = 256
    /// Columns of all groups of one batch or segment.
    public static let frameColumnsMax = 2_048
    /// Change sets in one segment.
    public static let segmentSetsMax = 2_000
    /// Bytes of one sealed segment.
    public static let segmentBytesMax = 512 << 10
    /// Changes (rows) of all change sets of one segment.
    public static let segmentChangesMax = 32_768
    /// Changes (rows) in one change set.
    public static let setChangesMax = 2_000
    /// Bytes of one change set, as `ChangeSet.byteCount` counts them: half a segment, so that every set
    /// that is within its own limits fits one.
    public static let setBytesMax = 256 << 10
    /// Bytes of one text or blob value.
    public static let valueBytesMax = 64 << 10
    /// Bytes of all values of one row, columns that a program does not know not counted: every row fits a change
    /// set, and with what unknown columns may add, which is one value's bytes, it fits a frame.
    public static let rowBytesMax = 192 << 10
    /// Columns of one table.
    public static let columnsMax = 60
    /// Scopes that one device may hold.
    public static let scopesMax = 4_096
    /// Verdicts in one message.
    public static let verdictsMax = 2_000
    /// Bytes of any short text in a message: a name, a reason's detail, a sentence.
    public static let shortTextBytesMax = 1_024
    /// Bytes of the name of a device or a role.
    public static let nameBytesMax = 100
    /// Bytes of a reason code.
    public static let reasonCodeBytesMax = 40
    /// Ranges in one digest query or answer.
    public static let rangesMax = 256
    /// How long a connection may take to finish TLS and say Hello.
    public static let handshakeSecondsMax = 10
}
