import UsherCore

/// Numbers as the people of a language write them.
struct Numbers: Sendable {
    let language: DashboardLanguage

    private var separator: String { language == .german ? "." : "," }

    /// The number with separators: `12,345`, `12.345`.
    func count(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += separator }
            text.append(digit)
        }
        return text
    }

    /// The number of messages a second: `2`, `0.2`, `0,2`.
    func rate(_ perSecond: Double) -> String {
        let text = perSecond == perSecond.rounded() && abs(perSecond) < 1e9 ? "\(Int(perSecond))" : "\(perSecond)"
        return language == .german ? text.replacing(".", with: ",") : text
    }

    /// The difference with its sign: `+12`, `−3`, `0`.
    func difference(_ now: Int, _ before: Int) -> String {
        let (difference, overflows) = now.subtractingReportingOverflow(before)
        guard !overflows else { return "…" }
        return (difference > 0 ? "+" : "") + count(difference)
    }

    /// The part of a whole in brackets, ` (24 %)`, rounded down; empty where the whole is 0.
    func share(_ part: Int, of whole: Int) -> String {
        whole > 0 ? " (\(part * 100 / whole) %)" : ""
    }

    func money(_ money: Money) -> String { LocalFormat.money(money, language: language.rawValue) }

    func money(_ list: [Money]) -> String { list.map(money).joined(separator: ", ") }

    /// The length of a stay in milliseconds, in about these words, rounded up: `3 days`, `5 hours`.
    func stay(_ milliseconds: Int64) -> String {
        let texts = Texts(language)
        let hours = max(1, (milliseconds + 3_599_999) / 3_600_000)
        if hours < 48 { return "\(hours) \(texts[hours == 1 ? "hour" : "hours"])" }
        let days = (milliseconds + 86_399_999) / 86_400_000
        return "\(count(Int(clamping: days))) \(texts[days == 1 ? "day" : "days"])"
    }

    /// The day such as `2026-11-01` written out.
    func day(_ text: String) -> String {
        guard case .date(let date)? = try? AttributeValue.parse(text, as: .date) else { return text }
        return LocalFormat.date(date, language: language.rawValue)
    }
}
