import Foundation
import Testing

/// Story 9: a change that is not allowed in the middle of twenty.
@Suite struct Story9NotAllowedTests {
    @Test func `nineteen are admitted, one is returned with reason and fix, retried, admitted`()
        throws
    {
        let folder = try Folder()
        let office = try Office(folder)
        let ambassador = try office.client("Ambassadøren", "ambassador")
        for title in ["Cykeltur", "Studiebesøg"] {
            try ambassador.must(
                "event", "add", title, "--start", "2027-03-18 17:00", "--end", "19:00", "--status",
                "published")
        }
        try ambassador.sync()
        let volunteer = try office.client("Frivillig", "volunteer", events: ["Cykeltur"])
        try volunteer.sync()
        for number in 1...20 {
            try volunteer.must(
                "signup", "add", number == 10 ? "Studiebesøg" : "Cykeltur", "--name",
                "Gæst \(number)")
        }
        let report = try volunteer.sync()
        #expect(report["pushed"] as? Int == 20)
        #expect(report["admitted"] as? Int == 19)
        #expect(report["returned"] as? Int == 1)
        let returned = try volunteer.rows("returned", "list")
        let entry = try #require(returned.first)
        #expect(returned.count == 1)
        let reason = try #require(entry["reason"] as? [String: Any])
        #expect(reason["code"] as? String == "not-allowed")
        #expect((reason["sentence"] as? String ?? "").isEmpty == false)
        #expect((reason["fix"] as? String ?? "").isEmpty == false)
        let number = try #require(entry["number"] as? Int)
        let status = try #require(try volunteer.json("status") as? [String: Any])
        #expect(status["returned"] as? Int == 1)
        #expect(status["pending"] as? Int == 0)

        try ambassador.sync()
        #expect(try ambassador.rows("signup", "list").count == 19)
        try ambassador.must("event", "assign", "Studiebesøg", "Frivillig")
        try ambassador.sync()
        try volunteer.sync()
        try volunteer.must("returned", "retry", "\(number)")
        let again = try volunteer.sync()
        #expect(again["admitted"] as? Int == 1)
        #expect(again["returned"] as? Int == 0)
        #expect(try volunteer.rows("returned", "list").isEmpty)
        try ambassador.sync()
        #expect(try ambassador.rows("signup", "list").count == 20)
        #expect(try volunteer.run("returned", "retry", "999").exit == 3)
        try office.stop()
    }
}
