internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

// Sign-ups, lent lists and doors: as the command line writes them.

extension ForumWorkload {
    func signUp(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        guard let event = dice.pick(try rows.rows(in: EventTable.id)) else { return [] }
        return [try signUp(for: event.id, rows, makeRowID, &dice)]
    }

    /// Promised a seat where the device has a list with enough left.
    func signUp(
        for event: RowID, _ rows: any RowSource, _ makeRowID: () throws -> RowID,
        _ dice: inout SeededRandom
    ) throws -> Change {
        let id = try makeRowID()
        let (name, email) = person(&dice)
        let party = Int64(1 + dice.below(3))
        let promise = try SeatPromise(
            of: event, by: id.device, now: id.timestamp.milliseconds, reading: rows)
        let list = promise?.covers(party: party) == true ? promise?.list : nil
        return .insert(
            SignupTable.schema, id,
            [
                (SignupTable.event, .row(event)),
                (SignupTable.name, .text(name)), (SignupTable.email, .text(email)),
                (SignupTable.partySize, .integer(party)),
                (SignupTable.partyMin, dice.chance(20) ? .integer(1) : .null),
                (SignupTable.allotment, list.map(Value.row) ?? .null),
            ])
    }

    /// One of twelve, spelt in several ways, now and then at the address of another.
    private func person(_ dice: inout SeededRandom) -> (name: String, email: String) {
        let names = ["Åse", "Bent", "Carla", "Dorte", "Erik", "Finn"]
        let number = dice.below(12)
        let name = names[number / 2] + " " + (number.isMultiple(of: 2) ? "Holm" : "Vang")
        let email = "\(dice.chance(85) ? number : dice.below(12))@example.dk"
        return (
            dice.chance(20) ? name.uppercased() : name,
            dice.chance(20) ? "P" + email : "p" + email
        )
    }

    /// Two slips of one are of two persons after all.
    func separate(_ rows: any RowSource, _ dice: inout SeededRandom) throws -> [Change] {
        let merged = try rows.rows(in: SignupTable.id).filter {
            $0[SignupTable.status].text == "merged"
        }
        guard let row = dice.pick(merged), let other = row[SignupTable.mergedInto].row else {
            return []
        }
        let known = OtherPersons(row[SignupTable.notSame].text)?.ids ?? []
        let all = OtherPersons(known + [other])
        return Change.update(row, [(SignupTable.notSame, all.text.map(Value.text) ?? .null)])
    }

    func editSignup(
        _ rows: any RowSource, _ dice: inout SeededRandom
    ) throws -> [Change] {
        guard let row = dice.pick(try rows.rows(in: SignupTable.id)) else { return [] }
        if dice.chance(40) {
            return Change.update(row, [(SignupTable.partySize, .integer(Int64(1 + dice.below(4))))])
        }
        let columns = [SignupTable.name, SignupTable.note, SignupTable.organisation]
        let column = dice.pick(columns) ?? SignupTable.note
        return Change.update(row, [(column, .text("rettet \(dice.below(1_000))"))])
    }

    func withdraw(_ rows: any RowSource, _ dice: inout SeededRandom) throws -> [Change] {
        guard let row = dice.pick(try rows.rows(in: SignupTable.id)) else { return [] }
        return Change.update(row, [(SignupTable.wish, .text(dice.chance(75) ? "out" : "in"))])
    }

    func askForList(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        guard let event = dice.pick(try rows.rows(in: EventTable.id)) else { return [] }
        let id = try makeRowID()
        let until = id.timestamp.milliseconds + dice.minutes(30)
        return [
            .insert(
                AllotmentTable.schema, id,
                [
                    (AllotmentTable.event, .row(event.id)),
                    (AllotmentTable.device, .text(id.device.description)),
                    (AllotmentTable.seatsWanted, .integer(Int64(1 + dice.below(4)))),
                    (AllotmentTable.seatsExpected, .integer(Int64(dice.below(3)))),
                    (AllotmentTable.lentUntil, dice.chance(60) ? .integer(until) : .null),
                    (AllotmentTable.status, .text("requested")),
                ])
        ]
    }

    func bringListHome(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        let own = try makeRowID().device.description
        let lists = try rows.rows(in: AllotmentTable.id).filter {
            $0[AllotmentTable.status].text == "open"
                && ($0[AllotmentTable.device].text == own || dice.chance(10))
        }
        guard let list = dice.pick(lists) else { return [] }
        return Change.update(list, [(AllotmentTable.status, .text("returned"))])
    }

    /// Somebody comes, with a sign-up or without, or did not after all.
    func checkIn(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        if dice.chance(20), let row = dice.pick(try rows.rows(in: CheckinTable.id)) {
            return Change.update(row, [(CheckinTable.voidReason, .text("en anden"))])
        }
        guard let signup = dice.pick(try rows.rows(in: SignupTable.id)),
            let event = signup[SignupTable.event].row,
            try rows.row(event, in: EventTable.id) != nil
        else { return [] }
        let id = try makeRowID()
        let isWalkIn = dice.chance(20)
        let at = id.timestamp.milliseconds - dice.minutes(10)
        return [
            .insert(
                CheckinTable.schema, id,
                [
                    (CheckinTable.event, .row(event)),
                    (CheckinTable.signup, isWalkIn ? .null : .row(signup.id)),
                    (CheckinTable.walkIn, isWalkIn ? .text("Gæst") : .null),
                    (CheckinTable.at, .integer(at)), (CheckinTable.door, .text("A")),
                    (CheckinTable.partySize, .integer(Int64(1 + dice.below(2)))),
                ])
        ]
    }
}

extension SeededRandom {
    /// So many at most, in milliseconds; at least a second.
    mutating func minutes(_ most: Int) -> Milliseconds {
        1_000 + Milliseconds(below(most * 60)) * 1_000
    }
}
