package import SyncProtocol

/// What the office keeps of one device beside its row.
package struct DeviceRecord: Hashable, Sendable {
    package let device: DeviceID
    /// Its row of the table `device`.
    package let row: RowID
    package let member: RowID
    package let name: String
    package let fingerprint: Hash256
    package let signingKey: [UInt8]
    package var nextNumber: ChangeNumber = .first
    package var lastSegment: Hash256 = .zero
    package let enrolledAt: Milliseconds
    /// When it last handed over everything it had.
    package var lastContact: Milliseconds
    package var lastCursor: Sequence = .zero
    package var revokedAt: Milliseconds?
    /// When a person said that nobody waits for it any longer.
    package var givenUpAt: Milliseconds?
    package var copiedFrom: DeviceID?
}

/// An invite as it is kept: never its secret.
package struct InviteRecord: Hashable, Sendable {
    package let member: RowID
    package let expires: Milliseconds
    package var spentBy: DeviceID?

    package init(member: RowID, expires: Milliseconds, spentBy: DeviceID? = nil) {
        self.member = member
        self.expires = expires
        self.spentBy = spentBy
    }
}

/// What a device's last pull set out to bring: lets an interrupted one go on where it stopped.
package struct PullRecord: Hashable, Sendable {
    package let cursor: Sequence
    package let start: Sequence
    package let scopes: [Scope]
}
