internal import CSimulatedDisk

/// One machine's disk, in memory: every call on it can fail, its power can be cut, and it is copied as fast
/// as memory is.
///
/// SQLite reaches it by plain paths (`path`) through a VFS that serves `/simulated/…` and leaves all other
/// names to the platform; `SimulatedFiles` serves the small files beside databases.
///
/// Sendable because everything behind the pointer is guarded by a lock of its own.
package final class SimulatedDisk: @unchecked Sendable {
    private let disk: OpaquePointer

    /// An empty disk. The seed decides what a power cut leaves and where a write is torn.
    package init(seed: UInt64) {
        guard feltbog_disk_register() == 0, let disk = feltbog_disk_make(seed) else {
            preconditionFailure("no memory for a simulated disk")
        }
        self.disk = disk
    }

    deinit {
        feltbog_disk_release(disk)
    }

    /// A disk with the same files, durable or not; without this one's faults.
    package func copy(seed: UInt64) -> SimulatedDisk {
        let copy = SimulatedDisk(seed: seed)
        copy.replace(with: self)
        return copy
    }

    /// Where files of the process that runs now are. A restarted process has another folder, with the same
    /// files; all that is under the old one fails.
    package var folder: String {
        "/simulated/\(feltbog_disk_number(disk))/\(feltbog_disk_process(disk))"
    }

    package func path(_ name: String) -> String { folder + "/" + name }

    // MARK: Life

    /// Ends the process. Faults that wait are forgotten, unless it ends in good order; a limited capacity
    /// stays.
    package func restart(_ loss: Loss) {
        if loss != .nothing { forgetFaults() }
        feltbog_disk_restart(disk, loss == .power ? 1 : 0)
    }

    /// Ends the process and puts copies of another disk's files in place of all own ones.
    package func replace(with other: SimulatedDisk) {
        feltbog_disk_assign(disk, other.disk)
    }

    /// Copies one file of another disk, durably. Answers whether there is such a file.
    package func take(_ name: String, from other: SimulatedDisk, as newName: String) -> Bool {
        feltbog_disk_take(disk, newName, other.disk, name) != 0
    }

    /// A fault ended the process, and nobody restarted it yet.
    package var isDown: Bool { feltbog_disk_is_down(disk) != 0 }

    // MARK: Faults

    /// Lets the `nth` call of these kinds from now on fail, and with `repeats` every later one.
    package func fail(
        _ calls: DiskCalls, nth: Int = 1, with fault: DiskFault, repeats: Bool = false
    ) {
        feltbog_disk_plan(disk, calls.rawValue, Int64(nth), fault.code, repeats ? 1 : 0)
    }

    /// Lets calls fail by chance from now on: syncs are dropped, others are errors.
    package func fail(_ calls: DiskCalls, inAMillion chance: UInt32) {
        for kind in 0..<Int32(FELTBOG_DISK_KINDS) where calls.rawValue >> UInt32(kind) & 1 == 1 {
            feltbog_disk_plan_chance(disk, kind, chance)
        }
    }

    private func forgetFaults() {
        feltbog_disk_plan(disk, 0, 1, Int32(FELTBOG_DISK_NO_FAULT), 0)
        fail(.all, inAMillion: 0)
    }

    /// Takes waiting faults and the limit of the capacity away.
    package func heal() {
        feltbog_disk_heal(disk)
    }

    /// While held, faults go on waiting: whoever only looks at the disk meets none.
    package func hold(_ isHeld: Bool) {
        feltbog_disk_hold(disk, isHeld ? 1 : 0)
    }

    /// How many bytes all files may have together; `nil` for any number.
    package func setCapacity(_ bytes: Int?) {
        feltbog_disk_set_capacity(disk, bytes.map(Int64.init) ?? -1)
    }

    /// Turns one bit over, at rest. Answers whether there is such a byte.
    package func flip(_ name: String, offset: Int, bit: Int) -> Bool {
        feltbog_disk_flip(disk, name, Int64(offset), Int32(bit & 7)) != 0
    }

    // MARK: What there is

    /// How many calls of these kinds there were.
    package func count(_ calls: DiskCalls) -> Int {
        var sum = 0
        for kind in 0..<Int32(FELTBOG_DISK_KINDS) where calls.rawValue >> UInt32(kind) & 1 == 1 {
            sum += Int(feltbog_disk_calls(disk, kind))
        }
        return sum
    }

    /// How many calls failed by a fault.
    package var faults: Int { Int(feltbog_disk_faults(disk)) }

    /// The size of a file in bytes, `nil` when there is none.
    package func size(_ name: String, durable: Bool = false) -> Int? {
        let size = feltbog_disk_size(disk, name, durable ? 1 : 0)
        return size < 0 ? nil : Int(size)
    }
}
