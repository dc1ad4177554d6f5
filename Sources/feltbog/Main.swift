internal import ArgumentParser
internal import Glibc

/// `feltbog`: parse, call, print.
@main
enum Main {
    static func main() async {
        do {
            var command = try Feltbog.parseAsRoot()
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
