package import SyncProtocol

/// Keeps, apart from the store, where the office stood: an office that finds itself behind it, or on
/// another history, was restored from a backup.
package protocol MarkKeeper {
    /// `nil` when nothing was kept, or nothing of use.
    func read() -> Mark?
    /// Replaces what is kept; a failure is not worth failing a commit for.
    func write(_ mark: Mark)
}
