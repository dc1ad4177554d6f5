/// A process that a fault of its disk ended; whoever asked it for something hears nothing.
struct ProcessGone: Error {}

/// Disks fail while nodes work, and not while somebody only looks at them.
extension World {
    /// From here on faults of this node's disk wait, but within `exposed`.
    func holdFaults(of node: AnyObject) {
        (node as? any FaultyDisk)?.holdFaults(true)
    }

    /// Lets the faults of a node's disk come while it does something.
    ///
    /// - Throws: `ProcessGone` when one ended the process and nobody noticed.
    func exposed(_ node: AnyObject, _ body: () throws -> Void) throws {
        guard options.backend == .disk, let disk = node as? any FaultyDisk else {
            return try body()
        }
        disk.holdFaults(false)
        exposedDisks.append(disk)
        defer {
            exposedDisks.removeLast()
            disk.holdFaults(!exposedDisks.contains { $0 === disk })
        }
        try body()
        guard !disk.isDown else { throw ProcessGone() }
    }

    /// Lets somebody look at nodes that are at work.
    ///
    /// - Throws: `ProcessGone` when one of them is gone: what it was about to say is never said.
    func watching(_ body: () throws -> Void) throws {
        for disk in exposedDisks { disk.holdFaults(true) }
        defer { for disk in exposedDisks { disk.holdFaults(false) } }
        guard !exposedDisks.contains(where: \.isDown) else { throw ProcessGone() }
        try body()
    }
}
