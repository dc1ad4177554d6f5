internal import SyncProtocol

/// Durations as people write them: `30m`, `12h`, `7d`, `2w`.
enum DurationText {
    /// At most ten years; `nil` when the text is no duration or none at all.
    static func milliseconds(_ text: String) -> Milliseconds? {
        guard let unit = text.last, let number = Int64(text.dropLast()), number > 0,
            text.utf8.first != UInt8(ascii: "+")
        else { return nil }
        let seconds: Int64
        switch unit {
        case "s": seconds = 1
        case "m": seconds = 60
        case "h": seconds = 3_600
        case "d": seconds = 86_400
        case "w": seconds = 7 * 86_400
        default: return nil
        }
        let (total, overflow) = number.multipliedReportingOverflow(by: seconds * 1_000)
        return overflow || total > 3_650 * 86_400_000 ? nil : total
    }
}
