/// The office's commit number: one total order 1, 2, 3 …; 0 means unknown, never a match.
public struct Sequence: Hashable, Sendable, Comparable {
    public let rawValue: UInt64

    public static let zero = Sequence(0)

    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The sequence after this one.
    public var next: Sequence { Sequence(rawValue &+ 1) }

    public static func < (left: Sequence, right: Sequence) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The number of a change set at its device: 1, 2, 3 …
public struct ChangeNumber: Hashable, Sendable, Comparable {
    public let rawValue: UInt64

    public static let first = ChangeNumber(1)

    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The number after this one.
    public var next: ChangeNumber { ChangeNumber(rawValue &+ 1) }

    public static func < (left: ChangeNumber, right: ChangeNumber) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Names one history of the office; changes when the office goes back in time. 0 means unknown.
public struct Epoch: Hashable, Sendable {
    public let rawValue: UInt64

    public static let unknown = Epoch(0)

    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }
}

/// Names one office with all its replicas; random, made by `feltbog-office init`.
public struct DeploymentID: Hashable, Sendable {
    public let rawValue: UInt64

    public init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }
}
