package import SyncOffice
package import SyncProtocol

extension MemoryOfficeStore {
    package func device(_ id: DeviceID) throws -> DeviceRecord? { state.devices[id] }

    package func devices() throws -> [DeviceRecord] {
        state.devices.values.sorted { ($0.enrolledAt, $0.device) < ($1.enrolledAt, $1.device) }
    }

    package func copy(of device: DeviceID, signingKey: [UInt8]) throws -> DeviceRecord? {
        try devices().first { $0.copiedFrom == device && $0.signingKey == signingKey }
    }

    package func insert(_ device: DeviceRecord) throws {
        let id = device.device
        let old = state.devices[id]
        change({ $0.devices[id] = device }, undo: { $0.devices[id] = old })
    }

    package func revoke(_ device: DeviceID, at time: Milliseconds) throws {
        changeDevice(device) { $0.revokedAt = $0.revokedAt ?? time }
    }

    package func giveUp(_ device: DeviceID, at time: Milliseconds) throws {
        changeDevice(device) { $0.givenUpAt = time }
    }

    func changeDevice(_ id: DeviceID, _ body: (inout DeviceRecord) -> Void) {
        guard let old = state.devices[id] else { return }
        var new = old
        body(&new)
        change({ $0.devices[id] = new }, undo: { $0.devices[id] = old })
    }

    // MARK: Pulls

    package func pull(of device: DeviceID) throws -> PullRecord? { state.pulls[device] }

    package func begin(
        _ pull: PullRecord, of device: DeviceID, contact: Milliseconds, cursor: Sequence
    ) throws {
        let old = state.pulls[device]
        change({ $0.pulls[device] = pull }, undo: { $0.pulls[device] = old })
        changeDevice(device) {
            $0.lastContact = max($0.lastContact, contact)
            $0.lastCursor = cursor
            $0.givenUpAt = nil
        }
    }

    // MARK: Invites

    package func invite(_ secretHash: Hash256) throws -> InviteRecord? {
        state.invites[secretHash]
    }

    package func insertInvite(
        _ secretHash: Hash256, member: RowID, expires: Milliseconds
    ) throws {
        let old = state.invites[secretHash]
        let new = InviteRecord(member: member, expires: expires)
        change({ $0.invites[secretHash] = new }, undo: { $0.invites[secretHash] = old })
    }

    package func spendInvite(
        _ secretHash: Hash256, by device: DeviceID, at time: Milliseconds
    ) throws {
        guard let old = state.invites[secretHash] else { return }
        var new = old
        new.spentBy = device
        change({ [new] in $0.invites[secretHash] = new }, undo: { $0.invites[secretHash] = old })
    }
}
