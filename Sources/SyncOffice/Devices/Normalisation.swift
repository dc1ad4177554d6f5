internal import Foundation

/// Whether a text is normalised (NFC): its bytes are those of its canonical composition.
enum Normalisation {
    @Sendable static func isComposed(_ text: String) -> Bool {
        text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8)
    }
}
