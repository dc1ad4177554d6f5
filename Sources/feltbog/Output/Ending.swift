internal import ArgumentParser
internal import GreenForum
internal import SyncReplica
internal import SyncSQLite

/// Turns whatever ended a command into a sentence and an exit code.
enum Ending {
    /// Says what there is to say and returns the exit code.
    static func of(_ error: any Error) -> Int32 {
        Console.progressDone()
        if let failure = error as? Failure {
            Console.message(failure.sentence)
            return failure.exit.rawValue
        }
        if let error = error as? DomainError {
            Console.message(error.sentence[.current])
            return Exit.usage.rawValue
        }
        let code = Feltbog.exitCode(for: error)
        if code == .success {
            Console.result(Feltbog.fullMessage(for: error))
            return Exit.ok.rawValue
        }
        if code == .validationFailure {
            Console.message(ParserSentence.of(error))
            return Exit.usage.rawValue
        }
        Console.message(UsagePhrase.unexpected("\(error)"))
        return Exit.failed.rawValue
    }

    /// What is wrong with the replica's file.
    static func failure(_ error: ReplicaError, _ path: String) -> Failure {
        switch error.code {
        case .locked, .syncing: Failure(.replicaUnusable, SyncPhrase.locked(path))
        case .damaged: Failure(.replicaUnusable, SyncPhrase.damaged(path))
        case .foreignFile: Failure(.replicaUnusable, SyncPhrase.foreign(path))
        case .missing: Failure(.replicaUnusable, SyncPhrase.missing(path))
        case .exists: Failure(.failed, SyncPhrase.exists(path))
        case .diskFull: Failure(.failed, SyncPhrase.diskFull())
        case .readOnly: Failure(.replicaUnusable, SyncPhrase.readOnly(path))
        case .newerSchema: Failure(.replicaUnusable, SyncPhrase.newer(path))
        case .notJoined: Failure(.failed, SyncPhrase.notJoined())
        case .alreadyJoined: Failure(.failed, SyncPhrase.alreadyJoined())
        case .tooLarge: Failure(.failed, SyncPhrase.tooLarge(error.detail))
        case .notReturned: Failure(.notFound, SyncPhrase.noSuchNumber(error.detail))
        case .rowGone: Failure(.refused, SyncPhrase.rowGone(error.detail))
        default: Failure(.replicaUnusable, SyncPhrase.storeOther(path, error.description))
        }
    }

    /// What is wrong with the replica's file, met below the replica.
    static func failure(_ error: StoreError) -> Failure {
        switch error.code {
        case .locked: Failure(.replicaUnusable, SyncPhrase.locked(error.path))
        case .damaged: Failure(.replicaUnusable, SyncPhrase.damaged(error.path))
        case .foreignFile: Failure(.replicaUnusable, SyncPhrase.foreign(error.path))
        case .missing: Failure(.replicaUnusable, SyncPhrase.missing(error.path))
        case .diskFull: Failure(.failed, SyncPhrase.diskFull())
        case .readOnly: Failure(.replicaUnusable, SyncPhrase.readOnly(error.path))
        case .newerSchema: Failure(.replicaUnusable, SyncPhrase.newer(error.path))
        case .ioError, .other:
            Failure(.replicaUnusable, SyncPhrase.storeOther(error.path, error.detail))
        }
    }
}
