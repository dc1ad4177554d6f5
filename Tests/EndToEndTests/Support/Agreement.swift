import Foundation
import Testing

extension Client {
    /// The slip codes of all sign-ups, sorted; a doubled one would be there twice.
    func slips() throws -> [String] {
        try rows("signup", "list").compactMap { $0["slip"] as? String }.sorted()
    }

    /// One column of a list, sorted.
    func column(_ name: String, _ noun: String) throws -> [String] {
        try rows(noun, "list").compactMap { $0[name] as? String }.sorted()
    }

    func status() throws -> [String: Any] { try json("status") as? [String: Any] ?? [:] }

    /// Rows and sums by scope, recomputed from the rows; demands that nothing is unsound.
    func digests(source: SourceLocation = #_sourceLocation) throws -> NSDictionary {
        let answer = try json("doctor", source: source) as? [String: Any]
        #expect((answer?["findings"] as? [Any])?.count == 0, sourceLocation: source)
        return answer?["digests"] as? NSDictionary ?? [:]
    }

    /// A sync that demands `admitted`, without a difference to the office.
    @discardableResult
    func sync(admitting count: Int, source: SourceLocation = #_sourceLocation) throws
        -> [String: Any]
    {
        let report = try sync(source: source)
        #expect(report["admitted"] as? Int == count, sourceLocation: source)
        #expect(report["scopes_differing"] as? Int == 0, sourceLocation: source)
        #expect(report["repaired"] as? Int == 0, sourceLocation: source)
        return report
    }

    /// Adds one sign-up; its slip code.
    @discardableResult
    func signUp(_ name: String, to event: String = "Møde") throws -> String {
        try must("signup", "add", event, "--name", name)
        let made = try rows("signup", "list").first { $0["name"] as? String == name }
        return try #require(made?["slip"] as? String)
    }
}

extension Office {
    /// Rows and sums by scope, from the office's own rows, without the sum over all events.
    func digests() throws -> NSDictionary {
        let report = try JSONSerialization.jsonObject(
            with: Data(run("report", "--json").utf8))
        var digests = (report as? [String: Any])?["digests"] as? [String: Any] ?? [:]
        digests["all-rows"] = nil
        return digests as NSDictionary
    }

    func devices() throws -> [[String: Any]] {
        try JSONSerialization.jsonObject(with: Data(run("devices", "list", "--json").utf8))
            as? [[String: Any]] ?? []
    }

    /// Stops, goes back to a backup, serves again.
    ///
    /// - Parameter keepsMarkFile: otherwise only its devices can tell the office that it went back.
    func restore(_ backup: String, keepsMarkFile: Bool = true) throws {
        try stop()
        if !keepsMarkFile { try FileManager.default.removeItem(atPath: data + "/office.mark") }
        try run("restore", folder.file(backup))
        try start()
    }
}

/// After one round to exchange what is left and one to hear of it, everybody is quiet and sound, nobody
/// waits for anything, and who sees everything sees exactly what the office has.
///
/// - Parameter readers: of these clients, those who hold every scope.
func expectAgreement(
    _ clients: [Client], readers: [Client], _ office: Office,
    source: SourceLocation = #_sourceLocation
) throws {
    for _ in 0..<2 {
        for client in clients { try client.sync(source: source) }
    }
    for client in clients {
        let report = try client.sync(source: source)
        for key in ["pushed", "rows_received", "repaired", "scopes_differing", "kept"] {
            #expect(report[key] as? Int == 0, "\(key)", sourceLocation: source)
        }
        let status = try client.status()
        #expect(status["pending"] as? Int == 0, sourceLocation: source)
        _ = try client.digests(source: source)
    }
    let central = try office.digests()
    for reader in readers {
        let own = try reader.digests(source: source)
        #expect(own == central, "\(own) \(central)", sourceLocation: source)
    }
    try office.run("doctor")
}
