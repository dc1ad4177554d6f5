/// Why a bug cannot be planted in today's sources.
package struct PlantingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The exhibit or the source file.
    package let name: String
    package let detail: String

    package init(_ name: String, _ detail: String) {
        self.name = name
        self.detail = detail
    }

    package var description: String { "\(name) \(detail)" }
}
