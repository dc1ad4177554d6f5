internal import SyncEngine
package import SyncProtocol

/// How far one pull has come.
struct FeedProgress {
    let cursor: FeedCursor
    let isLive: Bool
    /// Everything at or before this was sent.
    var position: Sequence
    /// The last row sent of a sequence that is too large for one batch.
    var inside: (sequence: Sequence, key: RowKey)?
    /// Scopes whose rows up to `backfillThrough` are still to be sent, and how far the first of them is.
    var backfill: [Scope]
    let backfillThrough: Sequence
    var backfillPosition = FeedPosition.start
    /// Whether the checkpoint is worth sending: a live replica without news is left alone.
    var mustCheckpoint: Bool
    /// How large the next batch may be.
    var page: PageSize
}

/// How much of the feed goes into one batch. Larger batches pack better; smaller ones lose less when the
/// line is cut, and always fit a frame.
package struct PageSize: Hashable, Sendable {
    package let rows: Int
    /// Of values, before they are packed.
    package let bytes: Int

    package init(rows: Int, bytes: Int) {
        self.rows = rows
        self.bytes = bytes
    }

    static let large = PageSize(rows: 7_000, bytes: 2 << 20)
    /// For rows that hardly pack: a frame holds this many bytes as they are.
    static let small = PageSize(rows: 5_000, bytes: 768 << 10)
}

/// Answering pulls: one path for first syncs, later ones, resumed ones and live ones.
extension OfficeCore {
    func beginFeed(_ pull: Pull, in id: Int, now: Milliseconds) throws -> [OfficeAction] {
        guard let session = sessions[id], let device = session.device, let hello = session.hello
        else { return [.close] }
        // Sent before Welcome could tell that this place is not in our history: Welcome was the answer.
        guard session.marksConfirmed || session.checkpoint != nil || pull.after == .zero else {
            return []
        }
        let progress = try store.write {
            let record = try known(device, session.fingerprint)
            let granted = try scopes(of: actor(record), at: now)
            let (head, _) = try store.head()
            let last = try store.pull(of: device)
            let (progress, start) = plan(
                pull, session, hello, granted: granted, head: head, last: last)
            try store.begin(
                start, of: device, contact: session.helloAt, cursor: progress.cursor.checkpoint)
            return progress
        }
        update(id) { $0.feed = progress }
        return [.continueFeed]
    }

    /// What a replica has, and so what it is to be sent.
    private func plan(
        _ pull: Pull, _ session: Session, _ hello: Hello, granted: [Scope], head: Sequence,
        last: PullRecord?
    ) -> (FeedProgress, PullRecord) {
        var (after, checkpoint, held) = (pull.after, hello.cursor.sequence, hello.scopes.sorted())
        if let sent = session.checkpoint, sent.sequence == pull.after {
            (checkpoint, held) = (sent.sequence, sent.scopes)
        } else if !session.marksConfirmed || checkpoint > head {
            after = .zero
        } else if pull.after > head {
            // Staged from a history that is no more; what the checkpoint covers still stands.
            after = checkpoint
        }
        // Only staged batches make up for rows between the checkpoint and the place to go on from.
        if !pull.isResumed { after = min(after, checkpoint) }
        if after == .zero { (checkpoint, held) = (.zero, []) }
        // Staged batches of the pull before also cover the scopes that it had set out to bring, once it
        // had come past bringing them.
        let isResumed = pull.isResumed && after > .zero && after > checkpoint
        var here = held
        if isResumed, let last, last.cursor == checkpoint, after > last.start {
            here = Set(held + last.scopes).sorted()
        }
        let new = granted.filter { !FeedCursor.covers(here, $0) }
        let cursor = FeedCursor(
            checkpoint: checkpoint, held: held, granted: granted, isResumed: isResumed, head: head)
        let progress = FeedProgress(
            cursor: cursor, isLive: pull.isLive, position: after,
            backfill: after == .zero ? [] : new, backfillThrough: after, mustCheckpoint: true,
            page: pageSize)
        return (progress, .init(cursor: checkpoint, start: after, scopes: granted))
    }

    /// The next batch of a pull, or its end.
    package func nextPage(in id: Int, now: Milliseconds) -> [OfficeAction] {
        guard var feed = sessions[id]?.feed else { return [] }
        do {
            let (page, batch) = try packedPage(of: &feed)
            update(id) { session in
                session.feed = page.checkpoint == nil ? feed : nil
                session.order.progressed(now: now)
            }
            var actions = batch.map { [$0] } ?? []
            if let checkpoint = page.checkpoint {
                actions += arrived(
                    at: checkpoint, feed, in: id, now: now, sends: feed.mustCheckpoint)
            } else {
                actions.append(.continueFeed)
            }
            return actions
        } catch {
            return refuse(id, (error as? Refused)?.refusal ?? OfficeError(error).refusal)
        }
    }

    /// The next page with its batch as it leaves; in smaller batches from there on when it fits no frame.
    private func packedPage(
        of feed: inout FeedProgress
    ) throws -> (page: FeedPage, batch: OfficeAction?) {
        let begin = feed
        let page = try store.read { try self.page(of: &feed) }
        guard let batch = page.batch else { return (page, nil) }
        if parts.batchForm == .messages { return (page, .send(.batch(batch))) }
        do throws(WireError) {
            return (page, .sendFrame(try Message.batch(batch).frame(schema: domain.schema)))
        } catch {
            guard error.code == .limitExceeded, begin.page != .small else { throw error }
            feed = begin
            feed.page = .small
            return try packedPage(of: &feed)
        }
    }

    private func arrived(
        at checkpoint: Checkpoint, _ feed: FeedProgress, in id: Int, now: Milliseconds, sends: Bool
    ) -> [OfficeAction] {
        update(id) { session in
            session.scanned = checkpoint.mark.sequence
            if sends {
                session.checkpoint = (checkpoint.mark.sequence, feed.cursor.granted)
            }
            session.order.reachedCheckpoint(isLive: feed.isLive, now: now)
        }
        if feed.isLive {
            fanOut.hold(feed.cursor.granted, by: id)
        } else {
            fanOut.forget(id)
        }
        return sends ? [.send(.checkpoint(checkpoint))] : []
    }

    /// What a live connection has not been sent yet. Call for those that `takeWoken` names.
    package func news(in id: Int, now: Milliseconds) -> [OfficeAction] {
        guard let session = sessions[id], session.order.isLive, session.feed == nil,
            let sent = session.checkpoint, let device = session.device
        else { return [] }
        do {
            let feed: FeedProgress? = try store.read {
                let granted = try scopes(
                    of: actor(try known(device, session.fingerprint)), at: now)
                let (head, _) = try store.head()
                let isChanged = granted != sent.scopes
                guard isChanged || head > session.scanned else { return nil }
                let cursor = FeedCursor(
                    checkpoint: sent.sequence, held: sent.scopes, granted: granted,
                    isResumed: false, head: head)
                return FeedProgress(
                    cursor: cursor, isLive: true,
                    position: isChanged ? sent.sequence : session.scanned,
                    backfill: granted.filter { !FeedCursor.covers(sent.scopes, $0) },
                    backfillThrough: sent.sequence, mustCheckpoint: isChanged, page: pageSize)
            }
            guard let feed else { return [] }
            update(id) { $0.feed = feed }
            return [.continueFeed]
        } catch {
            return refuse(id, (error as? Refused)?.refusal ?? OfficeError(error).refusal)
        }
    }
}
