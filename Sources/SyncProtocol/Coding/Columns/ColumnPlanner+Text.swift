/// How texts that are new to a frame are coded: which model, and which other column to read along.
extension ColumnPlanner {
    func chooseText(_ plan: inout ColumnPlan, _ values: [Value?]) {
        var texts = 0
        var addresses = 0
        var capitals = 0
        var along = [Int](repeating: 0, count: plans.count)
        for (row, value) in values.enumerated() where texts < 64 {
            guard case .text(let text)? = value, text.utf8.count > 3 else { continue }
            texts += 1
            let bytes = TextAlignment.folded(Array(text.utf8))
            if bytes.contains(UInt8(ascii: "@")) { addresses += 1 }
            if Self.isName(text) { capitals += 1 }
            for index in plans.indices.prefix(61) {
                guard case .text(let other)? = valuesOfColumns[index][row] else { continue }
                let source = TextAlignment.folded(Array(other.utf8))
                if source.count > 3, Self.shares(bytes, source) { along[index] += 1 }
            }
        }
        guard texts > 0 else { return }
        if let most = along.max(), most * 2 > texts, let index = along.firstIndex(of: most) {
            plan.along = ColumnPlan.Key.firstColumn + index
        }
        if addresses * 2 > texts {
            plan.textKind = 2
        } else if capitals * 4 > texts * 3 {
            plan.textKind = 1
        }
    }

    /// Whether each word begins with a capital, and there are two or more.
    private static func isName(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        return words.count >= 2 && words.allSatisfy { $0.first?.isUppercase ?? false }
    }

    /// Whether the text begins like the source, or has its last word within.
    private static func shares(_ text: [UInt8], _ source: [UInt8]) -> Bool {
        let begin = source.prefix(3)
        if text.starts(with: begin) { return true }
        guard let last = source.split(separator: 0x20).last, last.count > 3 else { return false }
        var index = 0
        while index + last.count <= text.count {
            if text[index..<index + last.count].elementsEqual(last) { return true }
            index += 1
        }
        return false
    }
}
