package import SyncEngine
package import SyncOffice

/// The office in a simulated world: the real core, on a store of either kind.
package protocol OfficeNode: AnyObject {
    /// The running office. Replaced by every restart.
    var core: OfficeCore { get }
    /// Ends the process and starts another on the same disk. All sessions are gone.
    func restart(_ loss: Loss, domain: (any Domain)?) throws
    /// A copy as `feltbog-office backup` makes it; the office remembers that it was made.
    func backup() throws -> NodeImage
    /// Ends the process, puts the backup in place and starts again.
    ///
    /// - Parameter keepsMark: whether the small mark file beside the database is still there.
    func restore(_ backup: NodeImage, keepsMark: Bool) throws
}
