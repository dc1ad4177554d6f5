import Foundation

/// What was measured, in the order in which it was.
struct Figures {
    private var values: [(name: String, value: Double, unit: String)] = []

    mutating func add(_ name: String, _ value: Double, _ unit: String) {
        values.append((name, value, unit))
        print("\(name) \(Self.text(value)) \(unit)")
        fflush(nil)
    }

    /// `{"name": value}` with sorted names.
    func write(to path: String) throws {
        let lines = values.sorted { $0.name < $1.name }
            .map { "  \"\($0.name)\": \(Self.text($0.value))" }
        let text = "{\n" + lines.joined(separator: ",\n") + "\n}\n"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private static func text(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(format: "%.3f", value)
    }
}

extension Duration {
    var milliseconds: Double {
        let parts = components
        return Double(parts.seconds) * 1_000 + Double(parts.attoseconds) / 1e15
    }
}
