/// How a process ends.
package enum Loss: Hashable, Sendable {
    /// In good order: files are closed.
    case nothing
    /// As by `kill -9`: nothing is closed; what was written, synced or not, is in the files.
    case process
    /// As by a power cut: what was not synced may be gone, or torn, in any part.
    case power
}

/// A copy of one node's files, as a backup or a copied disk image holds it.
package struct NodeImage {
    /// What the kind of node that made it understands.
    package let content: Any

    package init(_ content: Any) {
        self.content = content
    }
}
