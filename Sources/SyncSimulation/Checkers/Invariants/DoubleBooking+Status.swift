internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

// The forum's steps and parents: nothing goes a way that there is not, and nobody is left without what they came for.

extension DoubleBooking {
    /// What somebody moved on in this commit went by one of its steps, unless several did; what is over stays over.
    func checkStatus(_ steps: [RowStep], _ world: any WorldView) throws {
        for step in steps {
            guard let before = step.before, let after = step.after else { continue }
            switch after.table.id {
            case ProjectTable.id where moves[after.id] == 1:
                let (from, to) = (before[ProjectTable.status], after[ProjectTable.status])
                let legal = Self.projectSteps[from.text ?? ""] ?? []
                if from != to, !legal.contains(to.text ?? "") {
                    throw Violation(name, "project \(after.id) went from \(from) to \(to)")
                }
            case EventTable.id:
                let (from, to) = (before[EventTable.status], after[EventTable.status])
                if from != to, ["cancelled", "held"].contains(from.text ?? "") {
                    throw Violation(name, "event \(after.id) is \(from) and became \(to)")
                }
            default: continue
            }
        }
    }

    /// As in the rules' description, written down a second time.
    private static let projectSteps: [String: [String]] = [
        "idea": ["proposed", "dropped"], "proposed": ["idea", "approved", "dropped"],
        "approved": ["running", "paused", "dropped"], "running": ["paused", "done", "dropped"],
        "paused": ["running", "done", "dropped"], "done": ["running"], "dropped": ["idea"],
    ]

    /// Who has said no has nothing of it: the seat or the room is others'.
    func checkWishes(_ steps: [RowStep]) throws {
        for step in steps {
            guard let after = step.after else { continue }
            switch after.table.id {
            case SignupTable.id where after[SignupTable.wish].text == "out":
                let status = after[SignupTable.status].text ?? ""
                let isFree = after[SignupTable.seats].isNull || status == "merged"
                if !isFree || ["pending", "confirmed", "waitlisted"].contains(status) {
                    throw Violation(name, "signup \(after.id) said no and is \(status)")
                }
            case BookingTable.id where after[BookingTable.wish].text == "out":
                let status = after[BookingTable.status].text ?? ""
                if status != "cancelled" || !after[BookingTable.grantedResource].isNull {
                    throw Violation(name, "booking \(after.id) said no and is \(status)")
                }
            default: continue
            }
        }
    }

    /// What is gone has nobody who still counts on it: no sign-up that wants to come, no check-in that counts.
    func checkParents(_ steps: [RowStep], _ world: any WorldView) throws {
        for step in steps where step.after == nil {
            guard let gone = step.before,
                try world.officeData.row(RowKey(gone.table.id, gone.id)) == nil
            else { continue }
            switch gone.table.id {
            case EventTable.id:
                let left = try world.officeData.rows(in: SignupTable.id).first {
                    $0[SignupTable.event].row == gone.id && $0[SignupTable.wish].text == "in"
                }
                if let left { throw Violation(name, "signup \(left.id) has no event any more") }
            case SignupTable.id:
                let left = try world.officeData.rows(in: CheckinTable.id).first {
                    $0[CheckinTable.signup].row == gone.id && $0[CheckinTable.voidReason].isNull
                }
                if let left { throw Violation(name, "checkin \(left.id) has no signup any more") }
            default: continue
            }
        }
    }
}
