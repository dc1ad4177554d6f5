/// A series in people's words.
public enum SeriesTexts {
    /// `hver 2. uge, 5 gange`, `every month until 31 Dec 2027`.
    public static func text(_ recurrence: Recurrence) -> LocalText {
        let every = recurrence.every
        let often =
            switch recurrence.unit {
            case .weekly:
                every == 1
                    ? LocalText(da: "hver uge", en: "every week")
                    : LocalText(da: "hver \(every). uge", en: "every \(every) weeks")
            case .monthly:
                every == 1
                    ? LocalText(da: "hver måned", en: "every month")
                    : LocalText(da: "hver \(every). måned", en: "every \(every) months")
            }
        switch recurrence.end {
        case .count(1): return LocalText(da: "\(often.da), 1 gang", en: "\(often.en), once")
        case .count(let count):
            return LocalText(da: "\(often.da), \(count) gange", en: "\(often.en), \(count) times")
        case .until(let day):
            return LocalText(
                da: "\(often.da) til og med \(day.shown(in: .da))",
                en: "\(often.en) until \(day.shown(in: .en))")
        }
    }

    /// `optaget: Ida har det 17.00–19.00`.
    public static func text(_ reason: SkippedDate.Reason, on day: SeriesDay) -> LocalText {
        switch reason {
        case .taken(nil): return LocalText(da: "optaget", en: "taken")
        case .taken(let holder?):
            let who = holder.name
            return LocalText(
                da: "optaget: \(who.isEmpty ? "en anden" : who) har det "
                    + time(holder, on: day, .da),
                en: "taken: \(who.isEmpty ? "somebody else" : who) has it "
                    + time(holder, on: day, .en))
        case .closed: return LocalText(da: "kan ikke bookes", en: "cannot be booked")
        case .outsideHours:
            return LocalText(da: "uden for åbningstiden", en: "outside the opening hours")
        case .unknown: return LocalText(da: "lokalet findes ikke", en: "there is no such resource")
        case .noDay:
            return LocalText(
                da: "måneden har ikke den dag", en: "the month does not have that day")
        case .timeMissing(let instead):
            return LocalText(
                da: "tiden findes ikke, uret stilles frem: det viser "
                    + "\(instead.clock(in: .da)) i stedet",
                en: "there is no such time, clocks are put forward: they show "
                    + "\(instead.clock(in: .en)) instead")
        case .notApproved: return LocalText(da: "ikke godkendt", en: "not approved")
        }
    }

    /// Times alone on the day itself, else with their days.
    private static func time(
        _ holder: SkippedDate.Holder, on day: SeriesDay, _ language: Language
    ) -> String {
        let isThatDay = SeriesDay(holder.start.date) == day && SeriesDay(holder.end.date) == day
        return isThatDay
            ? holder.start.clock(in: language) + "–" + holder.end.clock(in: language)
            : holder.start.shown(in: language) + " – " + holder.end.shown(in: language)
    }
}
