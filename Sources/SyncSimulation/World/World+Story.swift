internal import SyncEngine
internal import SyncProtocol

/// What happens, told a line at a time for a person who looks for the reason.
extension World {
    func tellStory(_ line: @autoclosure () -> String) {
        guard let story else { return }
        story("\(now - VirtualTime.start) ms  \(line())")
    }

    func tellStory(of event: WorldEvent) {
        switch event {
        case .wrote(let replica, let entry, let changes):
            let rows = changes.map { change in
                let name = officeDomain.schema[change.table]?.name ?? "\(change.table.rawValue)"
                return "\(change.kind) \(name) \(change.row)"
            }
            tellStory("replica \(replica) writes set \(entry): \(rows.joined(separator: ", "))")
        case .heard(let replica, let message):
            tellStory("replica \(replica) hears \(words(message))")
        case .officeHears(let session, let message):
            let person = connectionOfSession[session]?.person.map { "replica \($0)" } ?? "somebody"
            tellStory("office hears of \(person) in \(session): \(words(message))")
        case .officeSaid(let session, _, let message):
            tellStory("office says in \(session): \(words(message))")
        default:
            tellStory("\(event)")
        }
    }

    /// A message in a few words.
    func words(_ message: Message) -> String {
        switch message {
        case .hello(let hello):
            """
            hello \(hello.device) next \(hello.nextNumber.rawValue) \
            cursor \(words(hello.cursor)) receipt \(words(hello.receipt)) \
            scopes \(hello.scopes.count)
            """
        case .push(let push): "push of \(push.segment.count) bytes"
        case .pull(let pull):
            """
            pull after \(pull.after.rawValue)\(pull.isResumed ? " resumed" : "")\
            \(pull.isLive ? " live" : "")
            """
        case .welcome(let welcome):
            """
            welcome at \(welcome.sequence.rawValue) next \(welcome.nextNumber.rawValue) \
            \(welcome.marksConfirmed ? "" : "marks unconfirmed ")\
            backed up \(welcome.backedUpThrough.rawValue) scopes \(welcome.scopes.count)
            """
        case .verdicts(let verdicts):
            """
            verdicts from \(verdicts.first.rawValue): \
            \(verdicts.verdicts.map(words).joined(separator: " "))\
            \(verdicts.problem.map { " problem \($0)" } ?? "") receipt \(words(verdicts.receipt))
            """
        case .batch(let batch):
            "batch of \(batch.rows.count) rows through \(batch.through.rawValue)"
        case .checkpoint(let checkpoint):
            "checkpoint \(words(checkpoint.mark)) \(checkpoint.digests.count) scopes"
        case .refusal(let refusal): "refusal \(refusal.code.rawValue) \(refusal.detail)"
        case .reidentified(let answer): "reidentified \(answer.device)"
        case .enrol, .enrolled, .reidentify, .digestQuery, .digestAnswer, .rangeQuery, .rangeRows,
            .ping, .pong, .goodbye, .unknown:
            message.label
        }
    }

    private func words(_ mark: Mark) -> String {
        "\(String(mark.epoch.rawValue & 0xFFFF, radix: 16)):\(mark.sequence.rawValue)"
    }

    private func words(_ verdict: Verdict) -> String {
        switch verdict {
        case .admitted(let sequence): "\(sequence.rawValue)"
        case .returned(let reason): "returned(\(reason.code.rawValue))"
        case .held(let reason): "held(\(reason.code.rawValue))"
        }
    }
}
