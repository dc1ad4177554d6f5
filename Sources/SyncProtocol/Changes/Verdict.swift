/// A stable code for why a change set was returned or held, e.g. `not-allowed`.
///
/// Lower-case letters and hyphens, at most 40 bytes. Codes of the engine are below, rules add their own.
public struct ReasonCode: Hashable, Sendable {
    public let rawValue: String

    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// The member's role does not allow this change.
    public static let notAllowed = ReasonCode("not-allowed")
    /// A row that this set needs was made by a set that was returned.
    public static let needsReturned = ReasonCode("needs-returned")
    /// The row was gone at the set's basis.
    public static let rowGone = ReasonCode("row-gone")
    /// A value has the wrong type, is too long, is missing or is none of the allowed ones.
    public static let valueInvalid = ReasonCode("value-invalid")
    /// A reference names a row that does not exist.
    public static let referenceMissing = ReasonCode("reference-missing")
    /// An insert names a row that somebody else made.
    public static let rowExists = ReasonCode("row-exists")
    /// The set is too large.
    public static let tooLarge = ReasonCode("too-large")
}

/// Why, and where: enough to build the sentence and the proposed fix in the reader's language.
public struct Reason: Hashable, Sendable {
    public let code: ReasonCode
    /// The table and row that stopped it, if one did.
    public let table: TableID?
    public let row: RowID?
    public let column: ColumnID?
    /// A value that the sentence needs, such as a limit or a role. At most 200 bytes.
    public let detail: String

    public init(
        _ code: ReasonCode, table: TableID? = nil, row: RowID? = nil, column: ColumnID? = nil,
        detail: String = ""
    ) {
        self.code = code
        self.table = table
        self.row = row
        self.column = column
        self.detail = detail
    }
}

/// The office's answer to one change set.
public enum Verdict: Hashable, Sendable {
    case admitted(Sequence)
    case returned(Reason)
    /// Waits for a person at the office.
    case held(Reason)
}
