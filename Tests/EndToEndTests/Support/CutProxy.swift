import Foundation

/// Stands between a client and the office on a port of its own, counts what passes, and cuts connections
/// when so many bytes have passed.
final class CutProxy: @unchecked Sendable {
    enum Direction: Int, CaseIterable, Sendable {
        case toClient = 0
        case toOffice
    }

    let port: UInt16
    private let listener: Int32
    private let target: UInt16
    private let lock = NSLock()
    private var budgets: [Int?] = [nil, nil]
    private var passed = [0, 0]
    private var cuts = 0
    private var sockets: Set<Int32> = []
    private var isClosed = false

    /// - Parameter target: the office's port on loopback.
    init(to target: UInt16) throws {
        self.target = target
        (self.listener, self.port) = try Loopback.listen()
        let thread = Thread { [self] in acceptLoop() }
        thread.start()
    }

    /// Cut after so many more bytes in one direction, whatever passes in the other; `nil`: never. Resets
    /// the counts.
    func cut(after bytes: Int?, _ direction: Direction = .toClient) {
        lock.withLock {
            budgets = [nil, nil]
            budgets[direction.rawValue] = bytes
            passed = [0, 0]
            cuts = 0
        }
    }

    /// Bytes passed towards the client since the last `cut`.
    var bytesPassed: Int { bytesPassed(.toClient) }

    func bytesPassed(_ direction: Direction) -> Int {
        lock.withLock { passed[direction.rawValue] }
    }

    /// Connections that were cut since the last `cut`.
    var cutCount: Int { lock.withLock { cuts } }

    func close() {
        let open = lock.withLock {
            isClosed = true
            return sockets
        }
        shutdown(listener, Int32(SHUT_RDWR))
        for socket in open { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    private func acceptLoop() {
        while true {
            let client = accept(listener, nil, nil)
            if client < 0 { break }
            guard !lock.withLock({ isClosed }), let office = Loopback.connect(target) else {
                Foundation.close(client)
                continue
            }
            lock.withLock { sockets.formUnion([client, office]) }
            let pair = Pair(client, office) { [self] in
                lock.withLock { sockets.subtract([client, office]) }
            }
            Thread { [self] in
                pair.pump(from: client, to: office) { allow($0, .toOffice) }
            }.start()
            Thread { [self] in
                pair.pump(from: office, to: client) { allow($0, .toClient) }
            }.start()
        }
        Foundation.close(listener)
    }

    /// How many of these bytes may pass.
    private func allow(_ count: Int, _ direction: Direction) -> Int {
        lock.withLock {
            let index = direction.rawValue
            let allowed = min(count, max(0, (budgets[index] ?? .max) - passed[index]))
            passed[index] += allowed
            if allowed < count { cuts += 1 }
            return allowed
        }
    }
}

/// Two sockets that end together.
private final class Pair: @unchecked Sendable {
    private let sockets: [Int32]
    private let lock = NSLock()
    private var open = 2
    private let ended: @Sendable () -> Void

    init(_ first: Int32, _ second: Int32, ended: @escaping @Sendable () -> Void) {
        self.sockets = [first, second]
        self.ended = ended
    }

    func pump(from: Int32, to: Int32, allow: (Int) -> Int) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        loop: while true {
            let count = recv(from, &buffer, buffer.count, 0)
            if count <= 0 { break }
            let allowed = allow(count)
            var sent = 0
            while sent < allowed {
                let now = buffer[sent..<allowed].withUnsafeBytes {
                    send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if now <= 0 { break loop }
                sent += now
            }
            if allowed < count { break }
        }
        for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        let isLast = lock.withLock {
            open -= 1
            return open == 0
        }
        if isLast {
            for socket in sockets { Foundation.close(socket) }
            ended()
        }
    }
}

/// Plain TCP on 127.0.0.1.
enum Loopback {
    /// A listening socket on a port that the system chose.
    static func listen() throws -> (socket: Int32, port: UInt16) {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.bind(socket, $0, length) == 0 && Foundation.listen(socket, 16) == 0
                    && getsockname(socket, $0, &length) == 0
            }
        }
        guard socket >= 0, bound else { throw HarnessError("no loopback port") }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    /// `nil` when nobody listens there.
    static func connect(_ port: UInt16) -> Int32? {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = address(port)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            Foundation.close(socket)
            return nil
        }
        return socket
    }

    /// Sends bytes and reads until the peer closes or so many seconds have passed.
    ///
    /// - Returns: whether the peer closed.
    static func throwAt(_ port: UInt16, _ bytes: [UInt8], seconds: Int = 30) throws -> Bool {
        guard let socket = connect(port) else { throw HarnessError("nobody listens at \(port)") }
        defer { Foundation.close(socket) }
        _ = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        return isClosedByPeer(socket, seconds: seconds)
    }

    /// Reads until the peer closes or so many seconds have passed without a byte.
    static func isClosedByPeer(_ socket: Int32, seconds: Int) -> Bool {
        var patience = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count == 0 { return true }
            if count < 0 { return errno == ECONNRESET }
        }
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
