/// Cells that a spreadsheet would run as a formula, made harmless on the way out and restored on the way in.
public enum SpreadsheetCell {
    /// An apostrophe before what would be run; phone numbers and plain numbers stay as they are.
    public static func defused(_ text: String) -> String {
        wouldRun(text) ? "'" + text : text
    }

    /// Takes off the apostrophe that `defused` put on.
    public static func restored(_ text: String) -> String {
        guard text.hasPrefix("'") else { return text }
        let rest = String(text.dropFirst())
        return wouldRun(rest) ? rest : text
    }

    private static func wouldRun(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        switch first {
        case "=", "@", "\t", "\r", "\n": return true
        case "+", "-": return !isNumber(text)
        default: return false
        }
    }

    /// Digits with what stands between them in numbers and phone numbers.
    private static func isNumber(_ text: String) -> Bool {
        let rest = text.unicodeScalars.dropFirst()
        let digits = rest.filter { ("0"..."9").contains($0) }
        return !digits.isEmpty
            && rest.allSatisfy {
                ("0"..."9").contains($0) || " .,()\u{A0}".unicodeScalars.contains($0)
            }
    }
}
