/// What a run ends with.
enum Exit: Int32, Sendable {
    case ok = 0
    case failed = 1
    case usage = 2
    case notFound = 3
    /// Refused by a rule or a right.
    case refused = 4
    /// The office's data is in use by another program, damaged, or no office's.
    case dataUnusable = 6
}

/// Ends the command with an exit code and one sentence.
struct Failure: Error, Hashable, Sendable {
    let exit: Exit
    let sentence: String

    init(_ exit: Exit, _ sentence: String) {
        self.exit = exit
        self.sentence = sentence
    }
}
