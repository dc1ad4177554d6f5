internal import GreenForum

/// What a run ends with.
enum Exit: Int32, Sendable {
    case ok = 0
    case failed = 1
    case usage = 2
    case notFound = 3
    /// Refused by a rule or a right.
    case refused = 4
    case officeUnreachable = 5
    /// The replica is locked by another program, damaged, or no replica.
    case replicaUnusable = 6
}

/// Ends the command with an exit code and one sentence.
struct Failure: Error, Sendable {
    let exit: Exit
    let sentence: String

    /// What is wrong with what a person typed, in the reader's language.
    init(_ error: DomainError) {
        self.init(.usage, error.sentence[.current])
    }

    init(_ exit: Exit, _ sentence: String) {
        self.exit = exit
        self.sentence = sentence
    }
}
