public import SyncEngine
internal import SyncProtocol

extension TimeSpan {
    /// When an event takes place; `nil` when its times cannot be read.
    public init?(ofEvent event: Row) {
        guard let start = WallTime(event[EventTable.wallStart]),
            let end = WallTime(event[EventTable.wallEnd]),
            let zone = Zone.named(event[EventTable.zone].text),
            let span = try? TimeSpan(from: start, to: end, in: zone)
        else { return nil }
        self = span
    }
}
