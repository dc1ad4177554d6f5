internal import Foundation

/// Text as the tables hold it: composed letters (NFC), no control characters, no space around it.
public enum CleanText {
    /// One line: line breaks and tabs become spaces, runs of spaces one.
    public static func line(_ text: String) -> String {
        block(text).split(whereSeparator: { $0.isWhitespace || $0.isNewline })
            .joined(separator: " ")
    }

    /// Several lines: line breaks and tabs stay.
    public static func block(_ text: String) -> String {
        let composed = text.precomposedStringWithCanonicalMapping
        var scalars = String.UnicodeScalarView()
        for scalar in composed.replacing("\r\n", with: "\n").unicodeScalars {
            if scalar == "\r" {
                scalars.append("\n")
            } else if scalar == "\n" || scalar == "\t" || !Self.isControl(scalar) {
                scalars.append(scalar)
            }
        }
        return String(scalars).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Control characters, NUL among them, and the byte order mark. Marks that turn the direction of writing stay:
    /// names need them.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar == "\u{FEFF}"
    }
}
