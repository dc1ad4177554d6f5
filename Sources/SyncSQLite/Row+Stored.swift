package import GRDB

extension GRDB.Row {
    /// A value that this program stored: one of another kind in its place is damage, not a caller's mistake.
    /// GRDB's subscripts would end the process.
    ///
    /// - Throws: `StoreError` `damaged`.
    package func stored<T: DatabaseValueConvertible>(
        _ type: T.Type = T.self, at index: Int
    ) throws -> T {
        do {
            return try decode(T.self, atIndex: index)
        } catch {
            throw StoreError.wrongKind
        }
    }
}

extension StoreError {
    /// A value is of another kind than its column holds. Who reads it does not know the file's name.
    static let wrongKind = StoreError(
        .damaged, path: "", detail: "a value is of another kind than its column")
}
