internal import Foundation

/// Unicode's composed normal form (NFC).
enum NormalForm {
    /// - Returns: `nil` when the text is normal already, which nearly every text is.
    static func of(_ text: String) -> String? {
        // All bytes below 0xCC: all scalars below U+0300, where there is nothing to compose.
        let isLow = text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { $0 < 0xCC } }
        if isLow == true { return nil }
        var isSuspect = false
        for scalar in text.unicodeScalars where scalar.value >= 0x300 {
            let properties = scalar.properties
            if properties.canonicalCombiningClass != .notReordered
                || (0x1100...0x11FF).contains(scalar.value)
                || properties.isFullCompositionExclusion
            {
                isSuspect = true
                break
            }
        }
        guard isSuspect else { return nil }
        let normal = text.precomposedStringWithCanonicalMapping
        return normal.utf8.elementsEqual(text.utf8) ? nil : normal
    }
}
