/// What a device does whose key is valid and whose program is not ours.
package enum Forgery: String, Hashable, Codable, Sendable, CaseIterable {
    // Sets in good form
    /// Something that its member might do.
    case plausible
    /// Any change to any row.
    case overreach
    /// A row that its member may not see.
    case unseenRow = "unseen-row"
    /// A column that only the office writes.
    case officeColumn = "office-column"
    /// A table that the engine itself keeps.
    case systemTable = "system-table"
    /// A row made under the id of another's device, or of the office.
    case foreignID = "foreign-id"
    /// A row made that is there already.
    case standingID = "standing-id"
    /// One row twice in a set.
    case twice
    /// A reference to a row that never was.
    case lostReference = "lost-reference"
    /// Deletions of whatever it knows.
    case deleteAll = "delete-all"
    /// A basis that the office has not come to yet.
    case futureBasis = "future-basis"
    case unknownEpoch = "unknown-epoch"
    /// 1970, 2099, and what the type ends at.
    case oddTime = "odd-time"
    /// Too long, of another type, not normalised, with a zero byte.
    case oddValue = "odd-value"
    case unknownColumn = "unknown-column"
    case unknownTable = "unknown-table"

    // Segments in the wrong place
    /// Two for one number.
    case equivocation
    /// The same once more.
    case again
    case gap
    case wrongPrevious = "wrong-previous"

    // Segments that are refused
    case otherDevice = "other-device"
    case otherDeployment = "other-deployment"
    case badSignature = "bad-signature"
    /// Rightly signed, and no sets.
    case garbage

    // Messages
    case beforeHello = "before-hello"
    /// Hello in another device's name.
    case impostor
    /// Hello with marks that the office never gave.
    case falseMark = "false-mark"
    /// What only the office says, or what was said already.
    case outOfOrder = "out-of-order"
    /// Digests and rows of scopes that it is not due.
    case prying
    /// A new identity that it does not need.
    case reidentify

    /// Those that are made of change sets.
    static let inSets: [Forgery] = [
        .plausible, .overreach, .unseenRow, .officeColumn, .systemTable, .foreignID, .standingID,
        .twice, .lostReference, .deleteAll, .futureBasis, .unknownEpoch, .oddTime, .oddValue,
        .unknownColumn, .unknownTable,
    ]

    /// Segments after which the session goes on.
    static let misplaced: [Forgery] = [.equivocation, .again, .gap, .wrongPrevious]

    /// What ends a session.
    static let fatal: [Forgery] = [
        .otherDevice, .otherDeployment, .badSignature, .garbage, .outOfOrder,
    ]
}
