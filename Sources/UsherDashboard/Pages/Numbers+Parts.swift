import UsherCore

extension Numbers {
    /// `37.5 %`, `37,5 %`; a dash of nothing.
    func rate(_ share: Share) -> String { share.rate.map { "\(percent($0)) %" } ?? "–" }

    /// Where the part may be in truth: `29.3 to 46.4 %`; empty of nothing.
    func range(_ share: Share) -> String {
        guard let low = share.low, let high = share.high else { return "" }
        return "\(span(percent(low), percent(high))) %"
    }

    /// `12 to 30`, `12 bis 30`.
    func span(_ low: String, _ high: String) -> String { "\(low) \(Texts(language)["to"]) \(high)" }

    /// A part from 0 to 1, in percent, with the digits of the commands.
    func percent(_ part: Double) -> String {
        let text = Share.percent(part).replacing("-", with: "−")
        return language == .german ? text.replacing(".", with: ",") : text
    }
}
