/// One place of a source text where small mistakes can be made, each of which a checker should find.
package struct MutantSite: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A plain condition: negated, always true, always false.
        case condition
        /// A condition that is one comparison: also with equality on the other side.
        case comparison(left: String, sign: String, right: String)
        /// A statement that may be left out.
        case statement
    }

    package let file: String
    /// From 1.
    package let line: Int
    package let columns: Range<Int>
    /// What stands there.
    package let text: String
    package let kind: Kind

    package var operators: [String] {
        switch kind {
        case .condition: ["negate", "true", "false"]
        case .comparison: ["negate", "true", "false", "flip"]
        case .statement: ["drop"]
        }
    }

    package var fileName: String { String(file.split(separator: "/").last ?? "") }

    /// What its switches are called.
    package var names: [String] {
        operators.map { "\(fileName):\(line):\(columns.lowerBound):\($0)" }
    }

    var place: (Int, Int) { (line, columns.lowerBound) }

    /// The text with its switches, the first of which has this number.
    func planted(from number: Int) -> String {
        switch kind {
        case .statement:
            return "if !Mutant.drops(\(number)) { \(text) }"
        case .condition:
            return "Mutant.condition(\(number), \(text))"
        case .comparison(let left, let sign, let right):
            let other = sign.hasSuffix("=") ? String(sign.dropLast()) : sign + "="
            return """
                Mutant.condition(\(number), \
                Mutant.flips(\(number + 3), \(left) == \(right)) ? \(left) \(other) \(right) : \(text))
                """
        }
    }
}
