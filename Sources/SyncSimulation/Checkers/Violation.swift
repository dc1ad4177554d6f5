/// A promise that was not kept.
package struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Codable, Sendable {
        /// Something threw that must not.
        case crash
        /// Something is wrong.
        case correctness
        /// Something does not come to its end.
        case liveness
    }

    package let kind: Kind
    /// Which promise: the checker's name.
    package let promise: String
    package let detail: String

    package init(_ promise: String, _ detail: String, kind: Kind = .correctness) {
        self.kind = kind
        self.promise = promise
        self.detail = detail
    }

    package var description: String { "\(kind.rawValue) \(promise): \(detail)" }
}
