internal import Foundation
internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// The real office core on real files.
final class FileOffice: OfficeNode {
    private var setting: NodeSetting
    private var files: FileSet
    private(set) var core: OfficeCore
    private static let databaseName = "office.db"
    private static let markName = "office.mark"

    init(_ setting: NodeSetting, in folder: String) throws {
        self.setting = setting
        self.files = try FileSet(folder + "/" + setting.name)
        self.core = try OfficeCore.create(
            in: files.folder, domain: setting.domain, name: "Office", now: setting.clock(),
            random: setting.random)
    }

    func restart(_ loss: Loss, domain: (any Domain)?) throws {
        if let domain {
            setting = NodeSetting(
                name: setting.name, domain: domain, clock: setting.clock, random: setting.random)
        }
        switch loss {
        case .nothing: try core.close()
        case .process, .power:
            let dead = core
            try files.replace(by: files.content())
            try? dead.close()
        }
        try open()
    }

    func backup() throws -> NodeImage {
        let path = files.folder + "/backup"
        let sequence = try core.copyDatabase(to: path)
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        try FileManager.default.removeItem(atPath: path)
        try core.markBackedUp(through: sequence)
        return NodeImage(data)
    }

    func restore(_ backup: NodeImage, keepsMark: Bool) throws {
        guard let data = backup.content as? Data else {
            preconditionFailure("a backup of another kind of office")
        }
        try core.close()
        var content = [Self.databaseName: data]
        if keepsMark { content[Self.markName] = try files.content()[Self.markName] }
        try files.replace(by: content)
        try open()
    }

    private func open() throws {
        core = try OfficeCore.open(
            in: files.folder, domain: setting.domain, now: setting.clock(), random: setting.random)
    }
}
