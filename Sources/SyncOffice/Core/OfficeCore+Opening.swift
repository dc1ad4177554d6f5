package import SyncEngine
package import SyncProtocol
package import SyncSQLite

/// Making and opening an office, in any store; in a folder that is `office.db` and, beside it,
/// `office.mark`.
extension OfficeCore {
    private static let fileName = "office.db"
    private static let markName = "office.mark"

    /// Makes an office in a folder that has none.
    ///
    /// - Throws: `OfficeError` `exists`, or trouble with the disk.
    package static func create(
        in folder: String, on files: any FileSystem = PlatformFiles(), domain: any Domain,
        name: String, now: Milliseconds, random: @escaping () -> UInt64
    ) throws -> OfficeCore {
        do {
            try files.makeFolder(folder)
            let store = try SQLiteOfficeStore(
                path: folder + "/" + fileName, on: files, schema: domain.schema,
                mustExist: false)
            return try create(
                in: store,
                OfficeParts(mark: MarkFile(path: folder + "/" + markName, files: files)),
                domain: domain, name: name, now: now, random: random)
        } catch {
            throw OfficeError(error)
        }
    }

    /// Opens the office in a folder. An office that finds itself behind its mark file opens a new epoch.
    ///
    /// - Throws: `OfficeError`.
    package static func open(
        in folder: String, on files: any FileSystem = PlatformFiles(), domain: any Domain,
        now: Milliseconds, random: @escaping () -> UInt64
    ) throws -> OfficeCore {
        do {
            let store = try SQLiteOfficeStore(
                path: folder + "/" + fileName, on: files, schema: domain.schema, mustExist: true)
            return try open(
                store, OfficeParts(mark: MarkFile(path: folder + "/" + markName, files: files)),
                domain: domain, now: now, random: random)
        } catch {
            throw OfficeError(error)
        }
    }

    // MARK: Any store

    /// Makes an office in a store that has none.
    ///
    /// - Throws: `OfficeError` `exists`, or trouble with the disk.
    package static func create(
        in store: any OfficeStore, _ parts: OfficeParts, domain: any Domain, name: String,
        now: Milliseconds, random: @escaping () -> UInt64
    ) throws -> OfficeCore {
        let deployment = DeploymentID(max(random(), 1))
        let epoch = Epoch(max(random(), 1))
        try store.write {
            guard try store.meta("deployment") == nil else { throw OfficeError(.exists) }
            try store.setMeta(
                .integer(Int64(bitPattern: deployment.rawValue)), for: "deployment")
            try store.setMeta(.text(name), for: "name")
            try store.setMeta(.integer(Int64(domain.schema.version)), for: "digests")
            try store.openEpoch(epoch, lost: .unknown, agreed: .zero, now: now)
        }
        return OfficeCore(store, parts, domain: domain, deployment: deployment, random: random)
    }

    /// Opens the office in a store. An office that finds itself behind its mark opens a new epoch.
    ///
    /// - Throws: `OfficeError`.
    package static func open(
        _ store: any OfficeStore, _ parts: OfficeParts, domain: any Domain, now: Milliseconds,
        random: @escaping () -> UInt64
    ) throws -> OfficeCore {
        // The mark is read before the store, so that what another process commits meanwhile never looks
        // like a loss.
        let mark = parts.mark.read()
        guard let deployment = try store.read({ try store.meta("deployment")?.integer }) else {
            throw OfficeError(.foreignFile, detail: "no office was made here")
        }
        let core = OfficeCore(
            store, parts, domain: domain,
            deployment: DeploymentID(UInt64(bitPattern: deployment)), random: random)
        try core.refreshDigests()
        if let mark { try core.compare(with: mark, now: now) }
        return core
    }

    private func compare(with mark: Mark, now: Milliseconds) throws {
        let (isConfirmed, head) = try store.read {
            (try store.confirms(mark), try store.head().sequence)
        }
        guard !isConfirmed else { return }
        try wentBack(lost: mark.epoch, agreed: mark.sequence > head ? head : .zero, now: now)
        parts.mark.write(try self.mark())
    }

    package func close() throws {
        try store.close()
    }
}
