internal import CSimulatedDisk

/// How one call on a simulated disk fails.
package enum DiskFault: Hashable, Sendable, CaseIterable {
    /// Nothing is done; the caller is told.
    case error
    /// There is no room.
    case full
    /// The first sectors of a write are written, then there is an error.
    case short
    /// Some sectors of a write are written, then the process is gone.
    case torn
    /// A sync fails, and what it was to make durable never will be: the next sync succeeds.
    case dropped
    /// A sync says that all is well and makes nothing durable.
    case lie
    /// The process is gone.
    case crash

    /// The calls that can fail this way.
    package var calls: DiskCalls {
        switch self {
        case .error, .crash: .all
        case .full: [.write, .open]
        case .short, .torn: .write
        case .dropped, .lie: .sync
        }
    }

    var code: Int32 {
        switch self {
        case .error: Int32(FELTBOG_DISK_ERROR)
        case .full: Int32(FELTBOG_DISK_FULL)
        case .short: Int32(FELTBOG_DISK_SHORT)
        case .torn: Int32(FELTBOG_DISK_TORN)
        case .dropped: Int32(FELTBOG_DISK_DROPPED)
        case .lie: Int32(FELTBOG_DISK_LIE)
        case .crash: Int32(FELTBOG_DISK_CRASH)
        }
    }
}

/// What is done to a disk, as far as it can fail.
package struct DiskCalls: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let read = DiskCalls(rawValue: 1 << UInt32(FELTBOG_DISK_READ))
    package static let write = DiskCalls(rawValue: 1 << UInt32(FELTBOG_DISK_WRITE))
    package static let truncate = DiskCalls(rawValue: 1 << UInt32(FELTBOG_DISK_TRUNCATE))
    package static let sync = DiskCalls(rawValue: 1 << UInt32(FELTBOG_DISK_SYNC))
    package static let open = DiskCalls(rawValue: 1 << UInt32(FELTBOG_DISK_OPEN))
    package static let delete = DiskCalls(rawValue: 1 << UInt32(FELTBOG_DISK_DELETE))
    package static let lock = DiskCalls(rawValue: 1 << UInt32(FELTBOG_DISK_LOCK))
    package static let sharedMemory = DiskCalls(rawValue: 1 << UInt32(FELTBOG_DISK_SHM))

    package static let all = DiskCalls(rawValue: (1 << UInt32(FELTBOG_DISK_KINDS)) - 1)
}
