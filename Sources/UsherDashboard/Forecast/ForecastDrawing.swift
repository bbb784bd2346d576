import UsherCore

/// The e-mails of each day as columns, Saturday and Sunday paler. Pure: numbers in, coordinates out.
struct ForecastDrawing {
    let days: [UpcomingMail.Day]
    let language: DashboardLanguage

    /// The edges of the columns, in the units of the drawing, which is 1180 wide and 230 high.
    private static let (left, right, top, bottom) = (10.0, 1170.0, 30.0, 180.0)

    var values: TemplateValue {
        let most = Double(max(1, days.map(\.total).max() ?? 1))
        let pitch = (Self.right - Self.left) / Double(max(1, days.count))
        let numbers = Numbers(language: language)
        return .list(
            zip(days.indices, days).map { index, day in
                let height = Double(day.total) / most * (Self.bottom - Self.top)
                let x = Self.left + pitch * Double(index)
                let weekday = numbers.weekday(day.day)
                return .object([
                    "x": .text(Self.text(x + pitch * 0.12)), "width": .text(Self.text(pitch * 0.76)),
                    "y": .text(Self.text(Self.bottom - height)), "height": .text(Self.text(height)),
                    "middle": .text(Self.text(x + pitch / 2)), "above": .text(Self.text(Self.bottom - height - 6)),
                    "kind": .text((weekday ?? 1) > 5 ? "weekend" : "weekday"),
                    "count": .text(day.total > 0 ? numbers.count(day.total) : ""),
                    "weekday": .text(weekday.map { String(Texts(language)["weekday_\($0)"].prefix(2)) } ?? "?"),
                    "day": .text(
                        day.day.suffix(2).hasPrefix("0") ? String(day.day.suffix(1)) : String(day.day.suffix(2))),
                ])
            })
    }

    /// The number with one decimal, and no more.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}

extension Numbers {
    /// The weekday, 1 for Monday to 7 for Sunday, of a day such as `2026-12-07`; nil for what is none.
    func weekday(_ day: String) -> Int? {
        guard let date = CalendarDate(day), date.exists else { return nil }
        return CivilDay(date).weekday
    }
}
