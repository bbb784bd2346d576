import UsherCore

/// What a session for acting can do about a person, by the doors that the commands use. Each is durable when it
/// returns.
package struct DashboardActs: Sendable {
    /// What came of it, in the words of the commands.
    package struct Said: Hashable, Sendable {
        let isDone: Bool
        let sentence: String

        package init(isDone: Bool, _ sentence: String) {
            self.isDone = isDone
            self.sentence = sentence
        }
    }

    package enum Act: Hashable, Sendable {
        /// `usher enqueue`; a campaign's name.
        case enter(String)
        /// `usher leave`; a campaign's name.
        case leave(String)
        /// `usher contact stage`.
        case stage(Stage, because: String)
        /// `usher suppress add`, of marketing or of everything.
        case sayNo(ofEverything: Bool, because: String?)
        /// `usher contact export --mail`.
        case mailData
    }

    /// By name; those that people can be entered for.
    let campaigns: @Sendable () -> [String]
    let carryOut: @Sendable (Act, Contact) throws -> Said

    package init(
        campaigns: @escaping @Sendable () -> [String], carryOut: @escaping @Sendable (Act, Contact) throws -> Said
    ) {
        self.campaigns = campaigns
        self.carryOut = carryOut
    }
}

extension DashboardActs.Act {
    /// What a form asks for; nil for one that no page of ours makes. Pure.
    ///
    /// | Form of | Fields |
    /// | --- | --- |
    /// | `enter`, `leave` | `campaign` |
    /// | `stage` | `stage`, one of the eight; `because`, not empty |
    /// | `no` | `scope`: `marketing` or `everything`; perhaps `because` |
    /// | `data` | none |
    init?(_ name: String, _ form: [String: String]) {
        let because = form["because"].flatMap { $0.isEmpty ? nil : $0 }
        switch name {
        case "enter", "leave":
            guard let campaign = form["campaign"], !campaign.isEmpty else { return nil }
            self = name == "enter" ? .enter(campaign) : .leave(campaign)
        case "stage":
            guard let stage = form["stage"].flatMap(Stage.init), let because else { return nil }
            self = .stage(stage, because: because)
        case "no":
            guard let scope = form["scope"], ["marketing", "everything"].contains(scope) else { return nil }
            self = .sayNo(ofEverything: scope == "everything", because: because)
        case "data": self = .mailData
        default: return nil
        }
    }

    static let names = ["enter", "leave", "stage", "no", "data"]
}
