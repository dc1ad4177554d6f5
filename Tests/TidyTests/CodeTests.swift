import Testing

/// How our code reads, as far as a test can tell.
@Suite struct CodeTests {
    /// Files that are longer than 300 lines, with the length they may not grow past.
    static let longFiles: [String: Int] = [:]

    @Test func filesAreShort() throws {
        for file in House.swiftFiles {
            let limit = Self.longFiles[file] ?? (file.hasPrefix("Tests/") ? 500 : 300)
            let count = try House.lines(file).count
            #expect(count <= limit, "\(file) has \(count) lines")
        }
    }

    @Test func functionsAreShort() throws {
        for file in House.files(under: "Sources", withExtension: "swift") {
            for (name, count) in try Self.functionLengths(file) {
                #expect(count <= 70, "\(file): \(name) has \(count) lines")
            }
        }
    }

    @Test func linesAreAtMostAHundredColumns() throws {
        for file in House.swiftFiles {
            for (number, line) in try House.lines(file).enumerated() {
                #expect(line.count <= 120, "\(file):\(number + 1) has \(line.count) columns")
            }
        }
    }

    /// Calls that make a run depend on the moment, and where they may stand: the shells.
    static let shells = ["Sources/feltbog", "Sources/SyncTransport"]
    static let banned = ["Date()", "Date.now", ".random(", "UUID()", " Task {", "Task.detached"]

    @Test func onlyShellsReadClocksDrawLotsOrStartLooseTasks() throws {
        for file in House.files(under: "Sources", withExtension: "swift") {
            if Self.shells.contains(where: file.hasPrefix) { continue }
            for (number, line) in try House.lines(file).enumerated() {
                guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { continue }
                for call in Self.banned where line.contains(call) {
                    Issue.record("\(file):\(number + 1) calls \(call)")
                }
            }
        }
    }

    @Test func nothingIsLeftForLater() throws {
        let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "fatalError" + "()"]
        for file in House.swiftFiles {
            let text = try House.text(file)
            for mark in marks { #expect(!text.contains(mark), "\(file) has \(mark)") }
        }
    }

    /// Name and number of lines of each function, found by indentation.
    static func functionLengths(_ file: String) throws -> [(String, Int)] {
        let lines = try House.lines(file)
        var result: [(String, Int)] = []
        for (start, line) in lines.enumerated() {
            let indent = line.prefix { $0 == " " }
            guard line.contains("func "), !line.drop(while: { $0 == " " }).hasPrefix("//") else {
                continue
            }
            let end = lines[start...].firstIndex { $0.hasPrefix(indent + "}") && $0 != line }
            guard let end, !line.hasSuffix("}") else { continue }
            result.append((line.trimmingPrefix(indent).description, end - start + 1))
        }
        return result
    }
}
