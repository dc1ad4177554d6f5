internal import Foundation
public import GRDB
public import SyncProtocol

extension RowID: DatabaseValueConvertible {
    /// A BLOB of 16 bytes.
    public var databaseValue: DatabaseValue { Data(bytes).databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> RowID? {
        guard case .blob(let data) = value.storage else { return nil }
        return RowID(bytes: data)
    }
}
