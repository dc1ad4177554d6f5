internal import SyncEngine
internal import SyncProtocol

/// One sitting of the rule `same-person` over the sign-ups of one event.
struct PersonDesk {
    /// What to do, in order.
    private(set) var effects: [RuleEffect] = []

    private let context: RuleContext
    private let changes: [RowChange]
    /// As they are in the tables.
    private let standing: [RowID: Row]
    /// As the other rules will have them, before this one has its say.
    private var expected: [RowID: Row]
    /// As they will be.
    private var after: [RowID: Row]
    private var promised: Set<RowID> = []
    private let teller: PersonTeller
    private var told: [Outcome] = []

    /// - Parameter changes: of sign-ups of this event.
    init(
        _ event: Row, _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws {
        self.context = context
        self.changes = changes
        teller = PersonTeller(event: event, context: context, rows: rows)
        let signups = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id, equals: .row(event.id))
        let near = PersonNeighbours(of: changes, among: signups)
        standing = Dictionary(uniqueKeysWithValues: near.rows.map { ($0.id, $0) })
        expected = standing
        after = standing
        try expect(reading: rows)
        // From the second round on changes are what rules did.
        if context.round == 1 {
            noteWords()
            try spreadWishes()
        }
        try settle(PersonGroups(after.values.sorted { $0.id < $1.id }, deleted: deleted))
        conclude()
    }

    private var deleted: Set<RowID> { Set(changes.lazy.filter { $0.after == nil }.map(\.id)) }

    /// What `wish` and `seats` will note of the changed rows, whoever's they are.
    private mutating func expect(reading rows: any RowReader) throws {
        var seen: [RowChange] = []
        for change in changes {
            guard var row = change.after else { continue }
            if context.round == 1 {
                for cell in WishRule.signup(change, row, context) { row[cell.column] = cell.value }
            }
            expected[row.id] = row
            seen.append(RowChange(before: change.before, after: row))
        }
        let arrived = try SeatArrivals(seen, in: context, reading: rows)
        for (id, cells) in arrived.cells {
            for cell in cells { expected[id]?[cell.column] = cell.value }
        }
        promised = arrived.arrivals.promised
        after = expected
    }

    /// What a person writes over something that came from another slip is the sign-up's own from then on, and so is all
    /// of it when that slip is deleted.
    private mutating func noteWords() {
        for change in changes {
            guard let before = change.before else { continue }
            guard let now = change.after else {
                if let survivor = before[SignupTable.mergedInto].row { keepAll(survivor) }
                continue
            }
            guard let row = after[now.id] else { continue }
            var words = OwnWords(of: row)
            for column in PersonMerge.filled where before[column] != now[column] {
                words.forget(column)
                if now[column].isNull { clear(column, as: before) }
            }
            let sizes = [SignupTable.partySize, SignupTable.partyMin]
            if sizes.contains(where: { before[$0] != now[$0] }) {
                sizes.forEach { words.forget($0) }
                words.partyAt = context.effectiveAt
            }
            set(SignupTable.ownWords, of: now.id, to: words.value)
        }
    }

    /// What a person takes away is not filled in again from the person's other slips.
    private mutating func clear(_ column: ColumnSchema, as before: Row) {
        for row in after.values
        where row[SignupTable.mergedInto].row == before.id
            && PersonTraits.agree(row, before, on: column)
        {
            set(column, of: row.id, to: .null)
        }
    }

    /// What others have added is the sign-up's own from then on.
    private mutating func keepAll(_ id: RowID) {
        guard let row = after[id] else { return }
        var words = OwnWords(of: row)
        for column in PersonMerge.filled + [SignupTable.partySize, SignupTable.partyMin] {
            words.forget(column)
        }
        set(SignupTable.ownWords, of: id, to: words.value)
    }

    private mutating func set(_ column: ColumnSchema, of id: RowID, to value: Value) {
        guard var row = after[id] else { return }
        row[column] = value
        after[id] = row
    }

    // MARK: Wishes

    /// A word about coming is the person's, by whichever slip it was said.
    private mutating func spreadWishes() throws {
        for change in changes {
            guard let before = change.before, let now = change.after,
                before[SignupTable.wish] != now[SignupTable.wish], let row = after[now.id]
            else { continue }
            let isIn = now[SignupTable.wish].text == "in"
            let isMerged = row[SignupTable.status].text == "merged"
            guard isMerged, let target = row[SignupTable.mergedInto].row,
                let survivor = after[target]
            else {
                if !isIn { withdraw(now.id) }
                continue
            }
            if isIn {
                comeBack(row, survivor)
            } else if survivor[SignupTable.wish].text == "in" {
                try leave(row, survivor)
            }
        }
    }

    /// The person does not come: with all slips, which are one from then on.
    private mutating func withdraw(_ survivor: RowID) {
        for column in [SignupTable.ownWords, SignupTable.placeSeats, SignupTable.extraAt] {
            set(column, of: survivor, to: .null)
        }
        for row in after.values where row[SignupTable.mergedInto].row == survivor {
            set(SignupTable.wish, of: row.id, to: .text("out"))
        }
    }

    private mutating func leave(_ row: Row, _ survivor: Row) throws {
        let others = after.values.filter {
            $0.id == survivor.id || $0[SignupTable.mergedInto].row == survivor.id
        }.filter { $0.id != row.id && $0[SignupTable.wish].text == "in" }
        let last = others.map { Slip($0).place }.max() ?? .min
        guard context.effectiveAt >= last else {
            keepAll(survivor.id)
            told.append(try teller.stillIn(row, in: survivor, since: last))
            return
        }
        set(SignupTable.wish, of: survivor.id, to: .text("out"))
        withdraw(survivor.id)
        told.append(try teller.withdrawn(survivor, by: row))
    }

    private mutating func comeBack(_ row: Row, _ survivor: Row) {
        set(SignupTable.effectiveAt, of: row.id, to: .integer(context.effectiveAt))
        guard survivor[SignupTable.wish].text != "in" else { return }
        var woken = survivor
        woken[SignupTable.wish] = .text("in")
        for cell in WishRule.signup(RowChange(before: survivor, after: woken), woken, context) {
            woken[cell.column] = cell.value
        }
        after[survivor.id] = woken
    }

    // MARK: Persons

    private mutating func settle(_ persons: PersonGroups) throws {
        var living: [Row] = []
        for slips in persons.groups {
            if slips.count == 1, slips[0].isPlain {
                living.append(slips[0].row)
                continue
            }
            let merge = PersonMerge(slips, promised: promised)
            for row in [merge.survivor] + merge.merged { after[row.id] = row }
            living.append(merge.survivor)
            told += try changes(by: merge, of: slips)
        }
        follow(persons)
        try flag(persons, living)
    }

    /// Withdrawn slips of a person go where the person's others go; with nobody they are left by themselves.
    private mutating func follow(_ persons: PersonGroups) {
        for row in after.values where row[SignupTable.wish].text != "in" {
            guard let target = row[SignupTable.mergedInto].row else { continue }
            let survivor = after[target]?[SignupTable.mergedInto].row ?? target
            let isAlone =
                deleted.contains(survivor) || persons.areStrangers(row.id, target)
                || persons.areStrangers(row.id, survivor)
            set(SignupTable.mergedInto, of: row.id, to: isAlone ? .null : .row(survivor))
            if isAlone { set(SignupTable.status, of: row.id, to: .text("received")) }
        }
    }

    /// What people are told of it.
    private func changes(by merge: PersonMerge, of slips: [Slip]) throws -> [Outcome] {
        var outcomes: [Outcome] = []
        let survivor = merge.survivor
        for row in merge.merged where standing[row.id]?[SignupTable.status].text != "merged" {
            outcomes.append(try teller.merged(row, into: survivor))
        }
        if let old = standing[survivor.id], old[SignupTable.status].text == "merged",
            let former = old[SignupTable.mergedInto].row.flatMap({ after[$0] }),
            !slips.contains(where: { $0.id == former.id })
        {
            outcomes.append(try teller.separated(survivor, from: former))
        }
        return outcomes
    }

    /// Marks those who may be one person, and those who share an address. Each is told once.
    private mutating func flag(_ persons: PersonGroups, _ living: [Row]) throws {
        let likenesses = PersonLikeness.all(persons)
        for (place, row) in living.enumerated() {
            let found = likenesses[place]
            for kind in [PersonLikeness.Kind.contact, .name] {
                var flags = SignupFlags(after[row.id]?[SignupTable.flags].text)
                let isFound = found?.kind == kind
                guard flags.contains(kind.flag) != isFound else { continue }
                if isFound { flags.insert(kind.flag) } else { flags.remove(kind.flag) }
                set(SignupTable.flags, of: row.id, to: .optional(flags.text))
                if isFound, let found {
                    told.append(try teller.alike(row, living[found.earlier], kind))
                }
            }
        }
        for row in after.values where row[SignupTable.status].text == "merged" {
            var flags = SignupFlags(row[SignupTable.flags].text)
            PersonLikeness.Kind.allCases.forEach { flags.remove($0.flag) }
            set(SignupTable.flags, of: row.id, to: .optional(flags.text))
        }
    }

    /// Sets what this rule has changed. Of a merged sign-up also what the others would have noted: they see it no more.
    private mutating func conclude() {
        for (id, row) in after.sorted(by: { $0.key < $1.key }) {
            guard let old = standing[id], row != expected[id] else { continue }
            let cells = row.cells.filter { old[$0.column] != $0.value }
            if !cells.isEmpty { effects.append(.set(table: SignupTable.id, row: id, cells: cells)) }
        }
        effects += told.map { .outcome($0) }
    }
}
