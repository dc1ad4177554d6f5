public import SyncProtocol

/// One connection's life at the office.
extension Office {
    /// Serves a connection until it ends. Returns when it is closed; cancelling the task closes it.
    ///
    /// Whatever the peer does ends this connection at most.
    public func serve(_ connection: any FrameConnection) async {
        let fingerprint = connection.peerFingerprint
        let session = try? use { core, now in core.connected(fingerprint, now: now) }
        guard let session else { return await connection.close() }
        let mailbox = Mailbox()
        add(mailbox, of: session)
        await withTaskGroup(of: Void.self) { group in
            group.addTask(operation: { await Self.read(connection, into: mailbox) })
            group.addTask(operation: { await Self.remind(mailbox, of: connection) })
            await work(connection, mailbox, session)
            mailbox.abandon()
            await connection.close()
            group.cancelAll()
        }
        removeMailbox(of: session)
        _ = try? use { core, _ in core.disconnected(session) }
    }

    private static func read(_ connection: any FrameConnection, into mailbox: Mailbox) async {
        while let frame = try? await connection.receive() { await mailbox.put(frame) }
        mailbox.end()
    }

    /// How often a connection looks at the time.
    private static let tickMilliseconds = 1_000

    /// How many ticks a peer may leave what was sent to it unread.
    private static let unreadTicksMax = 300

    private static func remind(_ mailbox: Mailbox, of connection: any FrameConnection) async {
        var unread = 0
        while (try? await Task.sleep(for: .milliseconds(tickMilliseconds))) != nil {
            unread = mailbox.tick() ? 0 : unread + 1
            if unread > unreadTicksMax { break }
        }
        mailbox.end()
        await connection.close()
    }

    private func work(
        _ connection: any FrameConnection, _ mailbox: Mailbox, _ session: Int
    ) async {
        while true {
            let actions: [OfficeAction]
            switch await mailbox.next() {
            case .frame(let frame): actions = received(frame, in: session)
            case .woken: actions = act { core, now in core.news(in: session, now: now) }
            case .ticked: actions = ticked(session)
            case .stopping: actions = act { core, _ in core.shuttingDown(session) }
            case .ended: return
            }
            guard await carryOut(actions, on: connection, session) else { return }
        }
    }

    private func received(_ frame: Frame, in session: Int) -> [OfficeAction] {
        do throws(WireError) {
            let message = try Message(frame: frame, schema: schema)
            return act { core, now in core.received(message, in: session, now: now) }
        } catch {
            return act { core, _ in core.receivedGarbage(error, in: session) }
        }
    }

    private func ticked(_ session: Int) -> [OfficeAction] {
        _ = try? use { core, now in try core.tick(now: now) }
        return act { core, now in core.deadlineReached(in: session, now: now) }
    }

    private func act(_ body: (OfficeCore, Milliseconds) -> [OfficeAction]) -> [OfficeAction] {
        (try? use(body)) ?? [.close]
    }

    /// - Returns: whether the connection goes on.
    private func carryOut(
        _ actions: [OfficeAction], on connection: any FrameConnection, _ session: Int
    ) async -> Bool {
        var rest = actions[...]
        var frames: [Frame] = []
        while let action = rest.popFirst() {
            switch action {
            case .send(let message):
                guard let frame = try? message.frame(schema: schema) else { return false }
                frames.append(frame)
            case .sendFrame(let frame):
                frames.append(frame)
            case .judge(let push):
                let answers = await pushes.add(push, of: session) { batch in
                    (try? use { core, now in core.admit(batch, now: now) })
                        ?? batch.map { _ in [.close] }
                }
                rest = answers + rest
            case .continueFeed:
                guard (try? await connection.send(frames)) != nil else { return false }
                frames = []
                rest = act { core, now in core.nextPage(in: session, now: now) } + rest
            case .close:
                if !frames.isEmpty { try? await connection.send(frames) }
                return false
            }
        }
        if frames.isEmpty { return true }
        return (try? await connection.send(frames)) != nil
    }
}
