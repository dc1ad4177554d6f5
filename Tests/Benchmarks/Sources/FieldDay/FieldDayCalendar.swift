/// `YYYY-MM-DD` of the day so many days after 2 March 2026.
func date(_ day: Int) -> String {
    let lengths = [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28]
    var left = day + 1
    var month = 3
    var year = 2026
    for length in lengths {
        if left < length { break }
        left -= length
        month += 1
        if month == 13 {
            month = 1
            year += 1
        }
    }
    return "\(year)-\(twoDigits(month))-\(twoDigits(left + 1))"
}

/// `YYYY-MM-DDTHH:MM` of so many minutes into that day.
func wall(_ day: Int, _ minutes: Int) -> String {
    "\(date(day + minutes / 1_440))T\(twoDigits(minutes / 60 % 24)):\(twoDigits(minutes % 60))"
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
