internal import Foundation
internal import GRDB
internal import SyncProtocol
internal import SyncSQLite

/// The identity's place in the file.
enum IdentityStore {
    private static let deployment = "identity.deployment"
    private static let device = "identity.device"
    private static let member = "identity.member"
    private static let role = "identity.role"
    private static let memberName = "identity.member_name"
    private static let officeFingerprint = "identity.office_fingerprint"
    private static let addresses = "identity.addresses"
    private static let signingKey = "identity.signing_key"
    private static let nextSigningKey = "identity.next_signing_key"
    private static let transportKeys = "identity.transport_keys"

    /// The device id: provisional until the replica has joined.
    static func device(_ db: Database) throws -> DeviceID {
        guard let raw = try MetaTable.value(Int64.self, for: device, in: db),
            let id = DeviceID(rawValue: UInt64(bitPattern: raw))
        else { throw ReplicaError(.damaged, detail: "the replica has no device id") }
        return id
    }

    static func hasDevice(_ db: Database) throws -> Bool {
        try MetaTable.value(Int64.self, for: device, in: db) != nil
    }

    static func setDevice(_ id: DeviceID, _ db: Database) throws {
        try MetaTable.set(Int64(bitPattern: id.rawValue), for: device, in: db)
    }

    /// `nil` until the replica has joined.
    static func identity(_ db: Database) throws -> ReplicaIdentity? {
        guard let deployment = try MetaTable.value(Int64.self, for: deployment, in: db),
            let member = try MetaTable.value(RowID.self, for: member, in: db),
            let fingerprint = try MetaTable.value(Data.self, for: officeFingerprint, in: db)
                .flatMap({ Hash256(bytes: $0) })
        else { return nil }
        let lines = try MetaTable.value(String.self, for: addresses, in: db) ?? ""
        return ReplicaIdentity(
            deployment: DeploymentID(UInt64(bitPattern: deployment)), device: try device(db),
            member: member,
            role: try MetaTable.value(String.self, for: role, in: db) ?? "",
            memberName: try MetaTable.value(String.self, for: memberName, in: db) ?? "",
            officeFingerprint: fingerprint,
            addresses: lines.split(separator: "\n").map(String.init))
    }

    static func setIdentity(_ identity: ReplicaIdentity, _ db: Database) throws {
        try setDevice(identity.device, db)
        let number = Int64(bitPattern: identity.deployment.rawValue)
        try MetaTable.set(number, for: deployment, in: db)
        try MetaTable.set(identity.member, for: member, in: db)
        try MetaTable.set(identity.role, for: role, in: db)
        try MetaTable.set(identity.memberName, for: memberName, in: db)
        let fingerprint = Data(identity.officeFingerprint.bytes)
        try MetaTable.set(fingerprint, for: officeFingerprint, in: db)
        try setAddresses(identity.addresses, db)
    }

    static func setAddresses(_ list: [String], _ db: Database) throws {
        try MetaTable.set(list.joined(separator: "\n"), for: addresses, in: db)
    }

    static func signingKey(_ db: Database) throws -> SigningKey? {
        guard let bytes = try MetaTable.value(Data.self, for: signingKey, in: db) else {
            return nil
        }
        guard let key = try? SigningKey(bytes: Array(bytes)) else {
            throw ReplicaError(.damaged, detail: "the signing key")
        }
        return key
    }

    static func setSigningKey(_ key: SigningKey, _ db: Database) throws {
        try MetaTable.set(Data(key.bytes), for: signingKey, in: db)
    }

    /// The key that a new identity will have once the office grants it.
    static func setNextSigningKey(_ key: SigningKey, _ db: Database) throws {
        try MetaTable.set(Data(key.bytes), for: nextSigningKey, in: db)
    }

    static func promoteNextSigningKey(_ db: Database) throws {
        guard let key = try MetaTable.value(Data.self, for: nextSigningKey, in: db) else {
            throw ReplicaError(.protocolBroken, detail: "a new identity that was not asked for")
        }
        try MetaTable.set(key, for: signingKey, in: db)
        try MetaTable.set(nil as Data?, for: nextSigningKey, in: db)
    }

    static func transportKeys(_ db: Database) throws -> [UInt8]? {
        try MetaTable.value(Data.self, for: transportKeys, in: db).map { Array($0) }
    }

    static func setTransportKeys(_ bytes: [UInt8], _ db: Database) throws {
        try MetaTable.set(Data(bytes), for: transportKeys, in: db)
    }
}
