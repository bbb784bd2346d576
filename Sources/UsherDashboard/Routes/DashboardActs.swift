import UsherCore

/// The acts of a session for acting on a person, by the doors that the commands use. Each is durable when it returns.
package struct DashboardActs: Sendable {
    /// The answer to an act, in the words of the commands.
    package struct Said: Hashable, Sendable {
        let isDone: Bool
        let sentence: String

        package init(isDone: Bool, _ sentence: String) {
            self.isDone = isDone
            self.sentence = sentence
        }
    }

    package enum Act: Hashable, Sendable {
        /// Enter the person into the campaign of this name, as `usher enqueue` does.
        case enter(String)
        /// Take the person out of the campaign of this name, as `usher leave` does.
        case leave(String)
        /// Set the person's stage, as `usher contact stage` does.
        case stage(Stage, because: String)
        /// Enter a no to marketing or to everything, as `usher suppress add` does.
        case sayNo(ofEverything: Bool, because: String?)
        /// Mail the person the link to what is held about them, as `usher contact export --mail` does.
        case mailData
    }

    /// The names of the campaigns that people can be entered for, in order.
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
    /// Reads what a form asks for; nil for one that no page of ours makes. Pure.
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
