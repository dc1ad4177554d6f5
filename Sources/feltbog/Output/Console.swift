internal import Glibc

/// The two outputs of a command: results on standard output, messages on standard error.
///
/// Every line is written at once, so that what was acknowledged is out before anything else happens.
enum Console {
    /// Whether standard output is a terminal that may be coloured.
    static let isColoured = isatty(STDOUT_FILENO) == 1 && environment("NO_COLOR") == nil

    /// Whether progress may be drawn on standard error.
    static let showsProgress = isatty(STDERR_FILENO) == 1

    /// A line of result.
    static func result(_ line: String) {
        write(line + "\n", to: STDOUT_FILENO)
    }

    /// A line for the person.
    static func message(_ line: String) {
        write(line + "\n", to: STDERR_FILENO)
    }

    /// Draws over the last line of a terminal; nothing elsewhere.
    static func progress(_ line: String) {
        guard showsProgress else { return }
        write("\r\u{1B}[K" + line, to: STDERR_FILENO)
    }

    /// Wipes the progress line.
    static func progressDone() {
        progress("")
    }

    /// Bytes as they are, for exported files.
    static func bytes(_ bytes: [UInt8]) {
        write(bytes, to: STDOUT_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written > 0 {
                start += written
            } else if errno != EINTR && errno != EAGAIN {
                return
            }
        }
    }
}

/// How a word looks on a terminal.
enum Style: String {
    case bold = "1"
    case faint = "2"
    case waiting = "33"

    func callAsFunction(_ text: String) -> String {
        Console.isColoured ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
