/// From a date on, a series takes another time: what `series move` writes.
public struct SeriesMove: Hashable, Sendable {
    /// The first of the series' own dates that it is about.
    public let from: CivilDate
    /// When that one starts now; what comes after it keeps the same distance from its own date.
    public let start: WallTime
    /// When that one ends now.
    public let end: WallTime

    /// At most so many moves of one series count.
    public static let movesMax = 20

    public init(from: CivilDate, start: WallTime, end: WallTime) {
        self.from = from
        self.start = start
        self.end = end
    }

    /// Reads the column `series.moves`: `DATE START END` between semicolons. What is no move is passed over; the
    /// latest that begins at or before a date is its own.
    public static func list(_ text: String?) -> [SeriesMove] {
        let moves = (text ?? "").split(separator: ";").compactMap { SeriesMove($0) }
        return Array(moves.prefix(movesMax))
    }

    /// What `list` reads; `nil` for none.
    public static func text(of moves: [SeriesMove]) -> String? {
        moves.isEmpty ? nil : moves.map(\.description).joined(separator: ";")
    }

    /// These moves and then this one: it says how all goes on from its date.
    public func after(_ moves: [SeriesMove]) -> [SeriesMove] {
        moves.filter { $0.from < from } + [self]
    }

    private init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ")
        guard parts.count == 3, let from = CivilDate(parts[0]), let start = WallTime(parts[1]),
            let end = WallTime(parts[2])
        else { return nil }
        self.init(from: from, start: start, end: end)
    }
}

extension SeriesMove: CustomStringConvertible {
    public var description: String { "\(from) \(start) \(end)" }
}
