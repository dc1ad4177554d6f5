import ArgumentParser
import SyncSQLite
import Testing

@testable import feltbog_office

@Suite struct CommandTests {
    @Test func `init takes the ambassador and addresses`() throws {
        let command = try #require(
            OfficeCommand.parseAsRoot([
                "init", "--data", "/x", "--ambassador", "Anne", "--address", "a:1", "--address",
                "b:2", "--json",
            ]) as? InitCommand)
        #expect(command.options.folder.path == "/x")
        #expect(command.ambassador == "Anne")
        #expect(command.address == ["a:1", "b:2"])
        #expect(command.reading.isJSON)
    }

    @Test func `invite takes events and a duration`() throws {
        let command = try #require(
            OfficeCommand.parseAsRoot([
                "invite", "--member", "Bo", "--role", "volunteer", "--event", "x", "--event", "y",
                "--expires", "12h", "--lang", "da",
            ]) as? InviteCommand)
        #expect(command.event == ["x", "y"])
        #expect(command.expires == "12h")
    }

    @Test func `serve listens at the usual port unless told otherwise`() throws {
        let usual = try #require(OfficeCommand.parseAsRoot(["serve"]) as? ServeCommand)
        #expect(usual.listen == "0.0.0.0:7433")
        let other = try #require(
            OfficeCommand.parseAsRoot(["serve", "--listen", "[::1]:0", "--port-file", "p"])
                as? ServeCommand)
        #expect(other.listen == "[::1]:0")
        #expect(other.portFile == "p")
    }

    @Test func `devices alone lists them`() throws {
        #expect(try OfficeCommand.parseAsRoot(["devices"]) is DevicesCommand.List)
        #expect(
            try OfficeCommand.parseAsRoot(["devices", "revoke", "1f"]) is DevicesCommand.Revoke)
        #expect(
            try OfficeCommand.parseAsRoot(["devices", "give-up", "1f"]) is DevicesCommand.GiveUp)
    }

    @Test(arguments: [
        ["serve", "--no-such-option"], ["no-such-command"], ["serve", "--grace", "long"],
        ["invite", "--member"],
    ])
    func `A command line that is none is a usage error`(words: [String]) {
        #expect { try OfficeCommand.parseAsRoot(words) } throws: { error in
            OfficeCommand.exitCode(for: error) == .validationFailure
        }
    }

    @Test(arguments: [
        (StoreError.Code.locked, Exit.dataUnusable), (.damaged, .dataUnusable),
        (.foreignFile, .dataUnusable), (.newerSchema, .dataUnusable), (.missing, .notFound),
        (.diskFull, .failed), (.readOnly, .failed), (.ioError, .failed), (.other, .failed),
    ])
    func `Trouble with the store has its exit code and a sentence`(
        code: StoreError.Code, exit: Exit
    ) throws {
        let failure = try #require(Ending.failure(for: StoreError(code, path: "/x")))
        #expect(failure.exit == exit)
        #expect(!failure.sentence.isEmpty)
    }
}
