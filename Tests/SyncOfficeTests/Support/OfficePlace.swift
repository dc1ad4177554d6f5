import Foundation
import SyncEngine
import SyncProtocol
import SyncSimulation

@testable import SyncOffice

/// What an office keeps everything in.
enum StoreKind: String, CaseIterable {
    case sqlite
    case memory

    static let all = allCases

    func makePlace(
        domain: any Domain, time: StandingClock, chance: Chance
    ) throws -> any OfficePlace {
        switch self {
        case .sqlite: try FolderPlace(domain: domain, time: time, chance: chance)
        case .memory: try MemoryPlace(domain: domain, time: time, chance: chance)
        }
    }
}

/// One office that may be ended, started, copied and put back.
protocol OfficePlace: AnyObject {
    var core: OfficeCore { get }
    /// - Parameter domain: the program's from now on; `nil` for the same as before.
    func reopen(_ domain: (any Domain)?) throws
    func backUp() throws
    func restore(keepsMark: Bool) throws
}

/// In a folder of its own, which is removed at the end.
final class FolderPlace: OfficePlace {
    let folder = NSTemporaryDirectory() + "feltbog-office-" + UUID().uuidString
    private(set) var core: OfficeCore
    private var domain: any Domain
    private let time: StandingClock
    private let chance: Chance

    init(domain: any Domain, time: StandingClock, chance: Chance) throws {
        (self.domain, self.time, self.chance) = (domain, time, chance)
        core = try OfficeCore.create(
            in: folder, domain: domain, name: "Test", now: time.now, random: { chance.next() })
    }

    deinit {
        try? core.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func reopen(_ domain: (any Domain)?) throws {
        try core.close()
        if let domain { self.domain = domain }
        core = try otherProcess()
    }

    func otherProcess() throws -> OfficeCore {
        let chance = self.chance
        return try OfficeCore.open(
            in: folder, domain: domain, now: time.now, random: { chance.next() })
    }

    func backUp() throws { _ = try core.copyDatabase(to: folder + "/copy.db") }

    func restore(keepsMark: Bool) throws {
        try core.close()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: folder + "/office.db" + suffix)
        }
        if !keepsMark { try? FileManager.default.removeItem(atPath: folder + "/office.mark") }
        try FileManager.default.copyItem(
            atPath: folder + "/copy.db", toPath: folder + "/office.db")
        core = try otherProcess()
    }
}

/// The simulator's, with segments and frames as they are.
final class MemoryPlace: OfficePlace {
    private let office: MemoryOffice
    private var copy: NodeImage?

    init(domain: any Domain, time: StandingClock, chance: Chance) throws {
        office = try MemoryOffice(
            domain: domain, name: "Test", segments: SignedSegments(), batchForm: .frames,
            clock: { time.now }, random: { chance.next() })
    }

    var core: OfficeCore { office.core }

    func reopen(_ domain: (any Domain)?) throws { try office.restart(.process, domain: domain) }

    func backUp() throws { copy = try office.backup() }

    func restore(keepsMark: Bool) throws {
        guard let copy else { return }
        try office.restore(copy, keepsMark: keepsMark)
    }
}
