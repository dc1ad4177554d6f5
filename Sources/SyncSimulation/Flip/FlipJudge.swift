internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// What is not as it would be without the damage.
struct FlipJudge {
    struct Wrong {
        enum Whose {
            /// Work of the damaged machine that only its own disk knew: nothing tells it from its author's.
            case own
            /// The same, and its author sees in the tray that it came back.
            case shown
            /// Anything else that concerns the damaged machine.
            case damaged
            /// Somebody else's: never.
            case innocent
        }

        let whose: Whose
        /// Of one kind for many flips.
        let kind: String
        var detail = ""
    }

    let truth: FlipTruth
    let victim: Int?

    /// - Returns: nothing when all is as without the damage.
    func look(at play: FlipPlay) -> [Wrong] {
        var found: [Wrong] = []
        func check(_ who: Int?, _ body: () throws -> [Wrong]) {
            do {
                found += try body()
            } catch {
                let kind = (error as? Violation)?.promise ?? "unreadable"
                found.append(Wrong(whose: whose(who), kind: kind, detail: "\(error)"))
            }
        }
        check(nil) { try rows(play) }
        check(nil) {
            try SweepCheck(play.stage).officeIsSound()
            return []
        }
        for index in play.stage.disks.indices {
            check(index) {
                try SweepCheck(play.stage).isAsTheOffice(index)
                return []
            }
            check(index) { try sets(index, play) }
            check(index) { try newWork(index, play) }
        }
        return found
    }

    /// Everything at a damaged office is damaged: what its replicas have comes from there.
    private func whose(_ who: Int?) -> Wrong.Whose {
        victim == nil || who == victim ? .damaged : .innocent
    }

    // MARK: The office

    private func rows(_ play: FlipPlay) throws -> [Wrong] {
        let now = try FlipTruth.rows(play.stage)
        let new = truth.made.union(FlipTruth.made(play))
        let own = ownRows(play)
        return Set(now.keys).union(truth.rows.keys).subtracting(new).sorted().compactMap { key in
            let (before, after) = (truth.rows[key], now[key])
            guard before != after else { return nil }
            let detail = """
                table \(key.table.rawValue) \(key.row): \(Self.text(after)) for \(Self.text(before))
                """
            guard victim != nil else {
                let isThere = before != nil && after != nil
                return Wrong(
                    whose: isThere ? .own : .damaged,
                    kind: isThere ? "the office decided otherwise" : "a row too few or too many",
                    detail: detail)
            }
            return Wrong(
                whose: own.contains(key) ? .own : .innocent,
                kind: "admitted other than its author wrote it", detail: detail)
        }
    }

    private static func text(_ values: [Value]?) -> String { values.map { "\($0)" } ?? "nothing" }

    /// Rows that the damaged replica's undecided work names, as it was and as it is.
    private func ownRows(_ play: FlipPlay) -> Set<RowKey> {
        guard let victim else { return [] }
        let before = truth.outboxes[victim]
        var changes = before.values.filter(\.state.waits).flatMap(\.changes)
        let now = (try? FlipTruth.outbox(victim, of: play.stage)) ?? [:]
        for (number, entry) in now where before[number]?.state.waits ?? true {
            changes += entry.changes
        }
        for promise in play.stage.promises.dropFirst(play.promisesBefore)
        where promise.replica == victim {
            changes += promise.changes
        }
        return Set(changes.map { RowKey($0.table, $0.row) })
    }

    // MARK: Replicas

    private func sets(_ index: Int, _ play: FlipPlay) throws -> [Wrong] {
        let now = try FlipTruth.outbox(index, of: play.stage)
        let content: Wrong.Whose = index == victim ? .own : .innocent
        var found: [Wrong] = []
        for (number, entry) in now.sorted(by: { $0.key < $1.key }) {
            let isDrawn = if case .admitted = entry.state { entry.isDrawn } else { false }
            guard entry.state.waits || isDrawn else { continue }
            found.append(
                Wrong(
                    whose: whose(index), kind: "a set waits",
                    detail: "replica \(index) set \(number) \(entry.state)"))
        }
        for (number, before) in truth.outboxes[index].sorted(by: { $0.key < $1.key }) {
            let detail = "replica \(index) set \(number)"
            guard let entry = now[number] else {
                found.append(Wrong(whose: content, kind: "a set is not listed", detail: detail))
                continue
            }
            if entry.changes != before.changes {
                found.append(
                    Wrong(
                        whose: content, kind: "a set is listed other than it was made",
                        detail: detail))
            }
            if let wrong = state(entry, index, detail) { found.append(wrong) }
        }
        return found
    }

    /// A set of the damaged replica, or judged by the damaged office, stands elsewhere than it would.
    private func state(_ entry: OutboxEntry, _ index: Int, _ detail: String) -> Wrong? {
        guard victim == nil || index == victim, !entry.state.waits else { return nil }
        let (before, after) = (
            truth.states[index][entry.entry], FlipTruth.label(entry.state)
        )
        guard before != after else { return nil }
        let isShown = after == "returned" || after == "held"
        return Wrong(
            whose: isShown ? .shown : .own, kind: "a set is \(after), not \(before ?? "there")",
            detail: "\(detail) \(entry.state)")
    }

    /// What people did on that day and were told is done, is at the office or came back.
    private func newWork(_ index: Int, _ play: FlipPlay) throws -> [Wrong] {
        let now = try FlipTruth.outbox(index, of: play.stage)
        let rows = try FlipTruth.rows(play.stage)
        var found: [Wrong] = []
        for promise in play.stage.promises.dropFirst(play.promisesBefore)
        where promise.replica == index {
            guard let number = promise.entry else { continue }
            if let entry = now[number] {
                guard case .admitted = entry.state else { continue }
            }
            for change in promise.changes where change.kind == .insert {
                guard rows[RowKey(change.table, change.row)] == nil else { continue }
                found.append(
                    Wrong(
                        whose: whose(index), kind: "new work is lost",
                        detail: "replica \(index) set \(number)"))
            }
        }
        return found
    }
}
