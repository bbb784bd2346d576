import UsherCore

extension Numbers {
    /// The share in percent: `37.5 %`, `37,5 %`; a dash where it is of nothing.
    func rate(_ share: Share) -> String { share.rate.map { "\(percent($0)) %" } ?? "–" }

    /// The range in which the true share may be: `29.3 to 46.4 %`; empty where it is of nothing.
    func range(_ share: Share) -> String {
        guard let low = share.low, let high = share.high else { return "" }
        return "\(span(percent(low), percent(high))) %"
    }

    /// The words for a range: `12 to 30`, `12 bis 30`.
    func span(_ low: String, _ high: String) -> String { "\(low) \(Texts(language)["to"]) \(high)" }

    /// The part from 0 to 1 in percent, with the digits of the commands.
    func percent(_ part: Double) -> String {
        let text = Share.percent(part).replacing("-", with: "−")
        return language == .german ? text.replacing(".", with: ",") : text
    }
}
