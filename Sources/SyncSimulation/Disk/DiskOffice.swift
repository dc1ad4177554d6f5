package import SyncEngine
package import SyncOffice
internal import SyncProtocol

/// The real office core on SQLite, on a simulated disk of its own.
package final class DiskOffice: OfficeNode {
    package let disk: SimulatedDisk
    private var setting: NodeSetting
    package private(set) var core: OfficeCore
    private static let databaseName = "office.db"
    private static let markName = "office.mark"
    private static let backupName = "backup.db"

    /// Opens the office on the disk, or makes one on a disk that has none.
    package init(_ setting: NodeSetting, on disk: SimulatedDisk) throws {
        self.disk = disk
        self.setting = setting
        self.core =
            disk.size(Self.databaseName) == nil
            ? try OfficeCore.create(
                in: disk.folder, on: SimulatedFiles(), domain: setting.domain, name: "Office",
                now: setting.clock(), random: setting.random)
            : try Self.open(setting, disk)
    }

    private static func open(_ setting: NodeSetting, _ disk: SimulatedDisk) throws -> OfficeCore {
        try OfficeCore.open(
            in: disk.folder, on: SimulatedFiles(), domain: setting.domain, now: setting.clock(),
            random: setting.random)
    }

    package func restart(_ loss: Loss, domain: (any Domain)?) throws {
        if let domain { setting = setting.with(domain) }
        if loss == .nothing { try? core.close() }
        disk.restart(loss)
        core = try Self.open(setting, disk)
    }

    package func copy() -> SimulatedDisk { disk.copy(seed: setting.random()) }

    /// The copy is made on this disk and taken to another, as to a stick.
    package func backup() throws -> NodeImage {
        let files = SimulatedFiles()
        let path = disk.path(Self.backupName)
        files.remove(path)
        defer { files.remove(path) }
        let sequence = try core.copyDatabase(to: path)
        let stick = SimulatedDisk(seed: setting.random())
        guard stick.take(Self.backupName, from: disk, as: Self.databaseName) else {
            throw OfficeError(.ioError, detail: "no backup to take away")
        }
        try core.markBackedUp(through: sequence)
        return NodeImage(stick)
    }

    package func restore(_ backup: NodeImage, keepsMark: Bool) throws {
        guard let stick = backup.content as? SimulatedDisk else {
            preconditionFailure("a backup of another kind of office")
        }
        let place = stick.copy(seed: setting.random())
        if keepsMark { _ = place.take(Self.markName, from: disk, as: Self.markName) }
        disk.replace(with: place)
        core = try Self.open(setting, disk)
    }
}
