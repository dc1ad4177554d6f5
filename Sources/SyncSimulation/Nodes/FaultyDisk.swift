/// A node whose disk can be told to fail.
package protocol FaultyDisk: AnyObject {
    /// One of the next operations fails, or is lost, in a way that the dice choose.
    func failSoon(_ dice: UInt64)
    /// From here on the disk is sound.
    func mend()
    /// While held, faults wait.
    func holdFaults(_ areHeld: Bool)
    /// A fault ended the process, and nobody restarted it yet.
    var isDown: Bool { get }
}
