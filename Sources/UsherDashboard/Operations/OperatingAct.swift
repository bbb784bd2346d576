/// An act of a session for acting on deliveries and pauses, as the commands do it.
package enum OperatingAct: Hashable, Sendable {
    /// Send again, as `usher queue retry` does for each.
    case retry([Int64])
    /// Cancel, as `usher queue cancel` does for each.
    case cancel([Int64])
    /// Pause, as `usher pause` does; everything where nothing is named.
    case pause(String?, because: String?)
    /// Resume, as `usher resume` does.
    case resume(String)
}

extension OperatingAct {
    static let names = ["retry", "cancel", "pause", "resume"]

    /// How many deliveries one act may be about.
    static let most = 100

    /// Reads what a form asks for; nil for one that no page of ours makes. Pure.
    ///
    /// | Form of | Fields |
    /// | --- | --- |
    /// | `retry`, `cancel` | `d42` for delivery 42, and so on: 1 to 100 |
    /// | `pause` | `what`, empty for everything; perhaps `because` |
    /// | `resume` | `what` |
    init?(_ name: String, _ form: [String: String]) {
        let what = form["what"].flatMap { $0.isEmpty ? nil : $0 }
        switch name {
        case "retry", "cancel":
            let numbers = form.keys.filter { $0.hasPrefix("d") }.compactMap { Int64($0.dropFirst()) }.sorted()
            guard (1...Self.most).contains(numbers.count) else { return nil }
            self = name == "retry" ? .retry(numbers) : .cancel(numbers)
        case "pause":
            guard form["what"] != nil else { return nil }
            self = .pause(what, because: form["because"].flatMap { $0.isEmpty ? nil : $0 })
        case "resume":
            guard let what else { return nil }
            self = .resume(what)
        default: return nil
        }
    }
}
