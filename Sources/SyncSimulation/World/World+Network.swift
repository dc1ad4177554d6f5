internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// What travels, and what becomes of it on the way.
extension World {
    func send(_ parcels: [Parcel], _ direction: Direction, on connection: Connection) throws {
        for parcel in parcels {
            guard options.framesAreBytes else {
                sendWhole(.parcel(parcel), cost: 1, direction, connection)
                continue
            }
            let schema = direction == .up ? schema(of: connection) : officeDomain.schema
            sendBytes(try parcel.frame(schema).encoded, direction, connection)
        }
    }

    private func schema(of connection: Connection) -> Schema {
        let version = connection.person.map { replicas[$0].version } ?? officeVersion
        return domains[version - 1].schema
    }

    private func sendWhole(
        _ item: Connection.Item, cost: Int, _ direction: Direction, _ connection: Connection
    ) {
        if let budget = connection[direction].budget {
            guard budget >= cost else { return breakLine(connection) }
            connection[direction].budget = budget - cost
        }
        transmit(item, direction, connection)
    }

    /// Bytes arrive in pieces; a line may break between any two.
    private func sendBytes(_ bytes: [UInt8], _ direction: Direction, _ connection: Connection) {
        var bytes = bytes[...]
        var isBroken = false
        if let budget = connection[direction].budget {
            isBroken = budget < bytes.count
            bytes = bytes.prefix(budget)
            connection[direction].budget = budget - bytes.count
        }
        while !bytes.isEmpty {
            let isWhole = connection.dice.chance(70)
            let count = isWhole ? bytes.count : 1 + connection.dice.below(bytes.count)
            transmit(.bytes(Array(bytes.prefix(count))), direction, connection)
            bytes = bytes.dropFirst(count)
        }
        if isBroken { breakLine(connection) }
    }

    private func transmit(
        _ item: Connection.Item, _ direction: Direction, _ connection: Connection
    ) {
        let link = connection.person.map { replicas[$0].link } ?? Link()
        if link.isCut[direction.rawValue] { connection[direction].isDead = true }
        guard !connection[direction].isDead else { return }
        if link.isClogged {
            connection.clogged.append((direction, item))
            return
        }
        let due = now + latency(connection) + link.delay
        connection[direction].lastDue = max(due, connection[direction].lastDue)
        queue.plan(.arrived(connection, direction, item), at: connection[direction].lastDue)
    }

    /// What waited in a clogged link goes on, in order.
    func unclog(_ connection: Connection) {
        let waiting = connection.clogged
        connection.clogged = []
        for (direction, item) in waiting { transmit(item, direction, connection) }
    }

    func latency(_ connection: Connection) -> Milliseconds {
        Milliseconds(options.latency + connection.dice.below(options.jitter + 1))
    }

    /// The line breaks: what is on its way may still arrive, and each end learns of it in its own time.
    func breakLine(_ connection: Connection) {
        for direction in [Direction.up, .down] { connection[direction].isDead = true }
        connection.clogged = []
        let soon = latency(connection)
        let isLate = connection.dice.chance(20)
        queue.plan(.lost(connection, atReplica: true), at: now + soon)
        queue.plan(.lost(connection, atReplica: false), at: now + (isLate ? 30_000 : soon))
    }

    /// One end closes: the other learns of it as of anything that is said, and not over a dead line.
    func tellEnd(of connection: Connection, toReplica: Bool) {
        let direction = toReplica ? Direction.down : .up
        let link = connection.person.map { replicas[$0].link } ?? Link()
        guard !connection[direction].isDead, !link.isCut[direction.rawValue] else { return }
        let after = max(connection[direction].lastDue, now + latency(connection))
        queue.plan(.lost(connection, atReplica: toReplica), at: after)
    }

    func arrive(
        _ item: Connection.Item, _ direction: Direction, _ connection: Connection
    ) throws {
        guard direction == .up ? connection.isOnAtOffice : connection.isOnAtReplica else { return }
        switch item {
        case .parcel(let parcel):
            try deliver(parcel, direction, connection)
        case .bytes(let bytes):
            tally.bytes += bytes.count
            connection[direction].decoder.append(bytes)
            while let frame = try connection[direction].decoder.next() {
                try deliver(.frame(frame), direction, connection)
            }
        }
    }

    private func deliver(
        _ parcel: Parcel, _ direction: Direction, _ connection: Connection
    ) throws {
        tally.parcels += 1
        trace.add(parcel)
        switch direction {
        case .up: try officeReceives(parcel, on: connection)
        case .down: try replicaReceives(parcel, on: connection)
        }
    }
}
