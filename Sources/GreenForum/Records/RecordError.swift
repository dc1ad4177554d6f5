/// A row that is none: its id is not sixteen bytes of a row id. Only a hand on the file can have made it.
public struct RecordError: Error, Hashable, Sendable {
    /// `record-without-id`.
    public let code: String

    static let withoutID = RecordError(code: "record-without-id")
}
