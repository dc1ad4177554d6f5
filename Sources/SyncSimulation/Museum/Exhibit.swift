/// A bug of the past, or a rule broken, planted in a copy of our own sources, with the checkers that must find it.
package struct Exhibit: Hashable, Sendable {
    /// Which published schedule it plants again.
    package enum Schedule: Hashable, Sendable {
        /// A number of the list of published bugs, 1 to 31.
        case published(Int)
        /// A weakened variant of the rules for a restored office.
        case weakRestore(String)
        /// The rule with this id, broken.
        case rule(String)
    }

    /// The worlds in which it is hunted.
    package struct Hunt: Hashable, Sendable {
        /// Arguments of `feltbog-sim` that choose the worlds.
        package let arguments: [String]
        package let seeds: Int
    }

    /// One place that is changed.
    package struct Edit: Hashable, Sendable {
        /// Relative to the package's folder.
        package let file: String
        /// Occurs exactly once in the file.
        package let find: String
        /// `MUTANT` inside stands for the question whether the exhibit is switched on.
        package let replacement: String
    }

    /// The file's name without its ending; what the switch is called.
    package let name: String
    package let title: String
    package let schedule: Schedule
    /// The checkers of which one must find it.
    package let killers: [String]
    package let hunt: Hunt
    package let edits: [Edit]

    /// The word in a replacement that stands for the switch.
    package static let placeholder = "MUTANT"
}
