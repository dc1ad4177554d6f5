package import SyncEngine
package import SyncOffice
package import SyncProtocol

/// The real office core on a store in memory. What was committed is there after every restart.
package final class MemoryOffice: OfficeNode {
    package private(set) var core: OfficeCore
    /// Large batches matter to few worlds: smaller ones show what happens between two.
    package var pageSize: PageSize? {
        didSet { if let pageSize { core.pageSize = pageSize } }
    }
    private var store: MemoryOfficeStore
    private let mark = MemoryMark()
    private let parts: OfficeParts
    private var domain: any Domain
    private let clock: () -> Milliseconds
    private let random: () -> UInt64

    /// - Parameters:
    ///   - segments: how the world's devices code what they push.
    ///   - batchForm: as messages, unless the world is about bytes.
    package init(
        domain: any Domain, name: String = "Office", segments: any SegmentReading,
        batchForm: OfficeParts.BatchForm = .messages, clock: @escaping () -> Milliseconds,
        random: @escaping () -> UInt64
    ) throws {
        self.domain = domain
        self.clock = clock
        self.random = random
        self.parts = OfficeParts(mark: mark, segments: segments, batchForm: batchForm)
        self.store = try MemoryOfficeStore(schema: domain.schema)
        self.core = try OfficeCore.create(
            in: store, parts, domain: domain, name: name, now: clock(), random: random)
    }

    package func restart(_ loss: Loss, domain: (any Domain)?) throws {
        if let domain { self.domain = domain }
        if loss == .power { mark.losePower() }
        try open(store.takeState())
    }

    package func backup() throws -> NodeImage {
        let image = NodeImage(store.state)
        try core.markBackedUp(through: core.mark().sequence)
        return image
    }

    package func restore(_ backup: NodeImage, keepsMark: Bool) throws {
        guard let state = backup.content as? MemoryOfficeState else {
            preconditionFailure("a backup of another kind of office")
        }
        if !keepsMark { mark.forget() }
        _ = store.takeState()
        try open(state)
    }

    private func open(_ state: MemoryOfficeState) throws {
        store = try MemoryOfficeStore(state, schema: domain.schema)
        core = try OfficeCore.open(store, parts, domain: domain, now: clock(), random: random)
        if let pageSize { core.pageSize = pageSize }
    }
}
