internal import ArgumentParser
internal import Foundation

/// `feltbog-office`: parse, call, print.
@main
enum Main {
    static func main() async {
        do {
            var command = try OfficeCommand.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(Ending.of(error))
        }
    }
}
