internal import ArgumentParser
internal import Foundation
internal import SyncOffice
internal import SyncSQLite
internal import SyncTransport

/// Turns whatever ended a command into a sentence and an exit code.
enum Ending {
    /// Says what there is to say and returns the exit code.
    static func of(_ error: any Error) -> Int32 {
        if let failure = failure(for: error) {
            Console.message(failure.sentence)
            return failure.exit.rawValue
        }
        let code = OfficeCommand.exitCode(for: error)
        let message = OfficeCommand.fullMessage(for: error)
        if code == .success {
            Console.result(message)
            return Exit.ok.rawValue
        }
        Console.message(code == .validationFailure ? message : Sentence.unexpected("\(error)"))
        return code == .validationFailure ? Exit.usage.rawValue : Exit.failed.rawValue
    }

    /// `nil` for errors of other kinds.
    static func failure(for error: any Error) -> Failure? {
        if let failure = error as? Failure { return failure }
        if let error = error as? OfficeError { return officeFailure(error) }
        if let error = error as? StoreError { return storeFailure(error) }
        if let error = error as? TransportError {
            return Failure(.failed, Sentence.unexpected(error.description))
        }
        if let error = error as? POSIXError {
            return Failure(
                .failed,
                Sentence.storeFailed(Run.folderPath, String(cString: strerror(error.code.rawValue)))
            )
        }
        return nil
    }

    private static func officeFailure(_ error: OfficeError) -> Failure {
        let path = Run.folderPath
        if let code = StoreError.Code(rawValue: error.code.rawValue) {
            return storeFailure(StoreError(code, path: path, detail: error.detail))
        }
        return switch error.code {
        case .exists: Failure(.failed, Sentence.officeExists(path))
        case .refused: Failure(.refused, Sentence.refused(error.detail))
        case .unknown: Failure(.notFound, Sentence.unknownThing(error.detail))
        case .diskFull, .readOnly, .foreignFile, .locked, .damaged, .newerSchema, .missing,
            .ioError, .other:
            Failure(.failed, Sentence.storeFailed(path, error.description))
        }
    }

    private static func storeFailure(_ error: StoreError) -> Failure {
        let path = error.path
        return switch error.code {
        case .missing: Failure(.notFound, Sentence.noOffice(path))
        case .locked: Failure(.dataUnusable, Sentence.locked(path))
        case .damaged: Failure(.dataUnusable, Sentence.damaged(path))
        case .foreignFile: Failure(.dataUnusable, Sentence.foreign(path))
        case .newerSchema: Failure(.dataUnusable, Sentence.newer(path))
        case .diskFull: Failure(.failed, Sentence.diskFull())
        case .readOnly: Failure(.failed, Sentence.readOnly(path))
        case .ioError, .other: Failure(.failed, Sentence.storeFailed(path, error.detail))
        }
    }
}
