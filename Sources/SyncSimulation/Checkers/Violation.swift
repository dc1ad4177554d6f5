/// A promise that was not kept.
public struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which one.
    public let promise: String
    public let detail: String

    init(_ promise: String, _ detail: String) {
        self.promise = promise
        self.detail = detail
    }

    public var description: String { "\(promise): \(detail)" }
}

extension World {
    /// What must hold when everything that could be said was said.
    var checkers: [(World) throws -> Void] {
        [nothingIsPending, nothingIsLost, allHaveTheSameRows, theNextSyncIsQuiet]
    }
}
