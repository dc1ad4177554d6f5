internal import ArgumentParser

/// Turns whatever ended a command into a sentence and an exit code.
enum Ending {
    /// Says what there is to say and returns the exit code.
    static func of(_ error: any Error) -> Int32 {
        Console.progressDone()
        if let failure = error as? Failure {
            Console.message(failure.sentence)
            return failure.exit.rawValue
        }
        let code = Feltbog.exitCode(for: error)
        if code == .success {
            Console.result(Feltbog.fullMessage(for: error))
            return Exit.ok.rawValue
        }
        if code == .validationFailure {
            Console.message(Feltbog.fullMessage(for: error))
            return Exit.usage.rawValue
        }
        Console.message(UsagePhrase.unexpected("\(error)"))
        return Exit.failed.rawValue
    }
}
