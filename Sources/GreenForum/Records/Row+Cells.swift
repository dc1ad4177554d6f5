internal import Foundation
internal import GRDB
internal import SyncProtocol

/// Cells as records read them: a value of another kind than its column's counts as none, it never traps.
extension GRDB.Row {
    func id() throws -> RowID {
        guard let id = rowID("id") else { throw RecordError.withoutID }
        return id
    }

    func text(_ column: String) -> String? {
        if case .string(let text)? = storage(column) { text } else { nil }
    }

    func integer(_ column: String) -> Int64? {
        if case .int64(let number)? = storage(column) { number } else { nil }
    }

    func real(_ column: String) -> Double? {
        switch storage(column) {
        case .double(let number): number
        case .int64(let number): Double(number)
        default: nil
        }
    }

    func rowID(_ column: String) -> RowID? {
        if case .blob(let bytes)? = storage(column) { RowID(bytes: bytes) } else { nil }
    }

    func wallTime(_ column: String) -> WallTime? { text(column).flatMap { WallTime($0) } }

    func civilDate(_ column: String) -> CivilDate? { text(column).flatMap { CivilDate($0) } }

    private func storage(_ column: String) -> DatabaseValue.Storage? {
        (self[column] as DatabaseValue?)?.storage
    }
}
