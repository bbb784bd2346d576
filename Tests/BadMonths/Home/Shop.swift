/// The files of the shop as they are at one moment: what the operator edits, and what the checks know of it.
struct Shop: Sendable {
    struct Step: Hashable, Sendable {
        /// As its campaign's file calls it.
        var name: String
        /// `welcome/tips`: what the message's subject says, whatever the step is called.
        let subject: String
        var days: Int
        var at: String?
        var isTransactional = false
        /// Of its wording.
        var edition = 1
        var formerly: String?
    }

    struct Campaign: Sendable {
        let name: String
        let moves: String
        let start: String
        let goal: String
        var steps: [Step]
    }

    /// On weekdays, from one hour to another.
    struct Window: Hashable, Sendable {
        let opens: Int64
        let closes: Int64
        static let all = [Window(opens: 9, closes: 18), Window(opens: 8, closes: 20), Window(opens: 10, closes: 16)]

        var yaml: String {
            "weekdays \(opens < 10 ? "0" : "")\(opens):00-\(closes):00"
        }
    }

    var campaigns = [
        Campaign(
            name: "welcome", moves: "subscribe -> convert", start: "confirmed", goal: "purchased",
            steps: [
                Step(name: "hello", subject: "welcome/hello", days: 0),
                Step(name: "tips", subject: "welcome/tips", days: 2, at: "09:30"),
                Step(name: "offer", subject: "welcome/offer", days: 3),
            ]),
        Campaign(
            name: "excite", moves: "convert -> excite", start: "purchased", goal: "used",
            steps: [
                Step(name: "thanks", subject: "excite/thanks", days: 0, isTransactional: true),
                Step(name: "first", subject: "excite/first", days: 3, at: "10:00"),
                Step(name: "more", subject: "excite/more", days: 4),
            ]),
        Campaign(
            name: "ascend", moves: "excite -> ascend", start: "used", goal: "upgraded",
            steps: [
                Step(name: "next", subject: "ascend/next", days: 1),
                Step(name: "last", subject: "ascend/last", days: 5, at: "17:30"),
            ]),
        Campaign(
            name: "nudge", moves: "subscribe -> convert", start: "visited", goal: "purchased",
            steps: [Step(name: "ask", subject: "nudge/ask", days: 1)]),
        Campaign(
            name: "remind", moves: "subscribe -> convert", start: "visited", goal: "purchased",
            steps: [Step(name: "again", subject: "remind/again", days: 1)]),
    ]
    var limits: MonthHome.Limits
    var window = Window.all[0]
    /// The keys that messages are signed with; nil signs nothing.
    var keys: String?
    /// The campaign whose files have a mistake.
    var broken: String?
    /// The wording that nobody may get: of templates that came with a mistake.
    static let wrongEdition = 99

    init(_ choice: MonthHome.Choice) {
        (limits, keys) = (choice.limits, choice.keys)
        guard choice.hurries else { return }
        for step in ["welcome/offer", "excite/more"] { apply(.wait(step: step, days: 0)) }
    }

    func step(_ subject: String) -> Step? { campaigns.lazy.flatMap(\.steps).first { $0.subject == subject } }

    /// The order of a campaign's messages.
    func subjects(of campaign: String) -> [String] {
        campaigns.first { $0.name == campaign }?.steps.map(\.subject) ?? []
    }
}

// MARK: Edits

/// What the operator changes in the files.
package enum Edit: Hashable, Sendable {
    case wording(step: String, edition: Int)
    case wait(step: String, days: Int)
    /// In front of that one.
    case adds(step: String, before: String)
    case removes(step: String)
    case renames(step: String)
    /// Until it is mended.
    case breaks(campaign: String)
    case mends
    case limits(MonthHome.Limits)
    case window(Int)
    /// With other keys, or with none.
    case signs(String?)
}

extension Edit: CustomStringConvertible {
    package var description: String {
        switch self {
        case .wording(let step, let edition): "\(step) gets its wording \(edition)"
        case .wait(let step, let days): "\(step) waits for \(days) days"
        case .adds(let step, let before): "\(step) is put in front of \(before)"
        case .removes(let step): "\(step) is removed"
        case .renames(let step): "\(step) is renamed"
        case .breaks(let campaign): "a mistake comes into \(campaign)"
        case .mends: "the files are mended"
        case .limits(let limits): "the limits are \(limits)"
        case .window(let number): "the window is number \(number)"
        case .signs(let keys): "messages are signed with \(keys ?? "no keys")"
        }
    }
}

extension Shop {
    /// Does nothing where there is nothing to edit.
    mutating func apply(_ edit: Edit) {
        switch edit {
        case .wording(let step, let edition): change(step) { $0.edition = edition }
        case .wait(let step, let days): change(step) { $0.days = days }
        case .renames(let step):
            change(step) { step in
                guard step.formerly == nil else { return }
                step.formerly = step.name
                step.name += "-anew"
            }
        case .adds(let step, let before):
            // No step stands twice.
            guard self.step(step) == nil else { return }
            at(before) { campaign, place in
                let name = String(step.drop { $0 != "/" }.dropFirst())
                campaign.steps.insert(Step(name: name, subject: step, days: 1), at: place)
            }
        case .removes(let step): at(step) { $0.steps.remove(at: $1) }
        case .breaks(let campaign): broken = campaign
        case .mends: broken = nil
        case .limits(let limits): self.limits = limits
        case .window(let number): window = Window.all[number % Window.all.count]
        case .signs(let keys): self.keys = keys
        }
    }

    private mutating func change(_ subject: String, _ body: (inout Step) -> Void) {
        at(subject) { body(&$0.steps[$1]) }
    }

    private mutating func at(_ subject: String, _ body: (inout Campaign, Int) -> Void) {
        for index in campaigns.indices {
            guard let place = campaigns[index].steps.firstIndex(where: { $0.subject == subject }) else { continue }
            return body(&campaigns[index], place)
        }
    }
}
