internal import Foundation
internal import GreenForum
internal import SyncTransport

/// Words of the command line, checked before anything is touched.
enum Checks {
    /// The longest name of an office, a member or a device.
    static let nameBytesMax = 100

    /// - Parameter option: how the option is written, for the sentence when it is missing.
    static func name(_ text: String?, _ option: String) throws -> String {
        guard let text else { throw Failure(.usage, Sentence.missingOption(option)) }
        let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .precomposedStringWithCanonicalMapping
        guard (1...nameBytesMax).contains(name.utf8.count),
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw Failure(.usage, Sentence.badName(String(nameBytesMax))) }
        return name
    }

    static func role(_ text: String?) throws -> Role {
        guard let text else { throw Failure(.usage, Sentence.missingOption("--role")) }
        guard let role = Role(rawValue: text.lowercased()) else {
            let all = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.usage, Sentence.badRole(text, all))
        }
        return role
    }

    /// Up to eight addresses as an invite holds them, always with a port that is not 0.
    static func addresses(_ texts: [String]) throws -> [String] {
        try texts.prefix(8).map { text in
            guard let address = NetworkAddress(text), address.port > 0,
                address.description.utf8.count <= 255
            else { throw Failure(.usage, Sentence.badAddress(text)) }
            return address.description
        }
    }

    static func duration(_ text: String) throws -> Int64 {
        guard let milliseconds = DurationText.milliseconds(text) else {
            throw Failure(.usage, Sentence.badDuration(text))
        }
        return milliseconds
    }
}
