internal import SyncOffice
internal import SyncProtocol

/// Which way something travels.
enum Direction: Int, Hashable, Sendable {
    case up, down

    var other: Direction { self == .up ? .down : .up }
}

/// One TCP connection of a replica with the office: each end may know of its loss at another moment.
final class Connection {
    /// What travels in a pipe.
    enum Item {
        case parcel(Parcel)
        case bytes([UInt8])
    }

    /// One direction: in order, each thing once, until it stops.
    struct Pipe {
        /// Nothing overtakes.
        var lastDue: Milliseconds = 0
        /// How many parcels, or bytes, still pass before the connection breaks; `nil` for all.
        var budget: Int?
        /// Whatever is sent is lost, and nobody is told.
        var isDead = false
        var decoder = FrameDecoder()
    }

    let number: Int
    /// Whose it is; `nil` for somebody whose program is not ours.
    let person: Int?
    /// What the office calls it.
    let session: Int
    let isLive: Bool
    var dice: SeededRandom
    var pipes = [Pipe(), Pipe()]

    /// What waits in a clogged link.
    var clogged: [(Direction, Item)] = []

    // The replica's end.
    var isOnAtReplica = true
    var wasResting = false
    /// Who hears the office here instead of a replica.
    var forger: Forger?
    /// Hello named another's device.
    var isImpostor = false
    /// Of the forger's pushes without an answer: which were in their right place.
    var soundPushes: [Bool] = []

    // The office's end.
    var hello: Hello?
    var isOnAtOffice = true
    /// Messages that wait while an earlier push is judged.
    var inbox: [Message] = []
    var isJudging = false
    /// What follows the push that is judged.
    var rest: [OfficeAction] = []
    var isWoken = false
    /// The loss was noticed while a push was judged: it counts when that is done.
    var mustClose = false

    init(_ number: Int, person: Int?, session: Int, isLive: Bool, dice: SeededRandom) {
        self.number = number
        self.person = person
        self.session = session
        self.isLive = isLive
        self.dice = dice
    }

    subscript(direction: Direction) -> Pipe {
        get { pipes[direction.rawValue] }
        set { pipes[direction.rawValue] = newValue }
    }
}
