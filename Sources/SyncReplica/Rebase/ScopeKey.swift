internal import SyncProtocol

extension Scope {
    /// The scope as a key in the file: a tag, and the row id of a row scope.
    var key: [UInt8] {
        switch self {
        case .shared: [0]
        case .office: [1]
        case .allRows: [2]
        case .row(let row): [3] + row.bytes
        }
    }

    /// - Returns: `nil` when the bytes are no key.
    init?(key: [UInt8]) {
        switch (key.first, key.count) {
        case (0, 1): self = .shared
        case (1, 1): self = .office
        case (2, 1): self = .allRows
        case (3, 17):
            guard let row = RowID(bytes: key.dropFirst()) else { return nil }
            self = .row(row)
        default: return nil
        }
    }
}
