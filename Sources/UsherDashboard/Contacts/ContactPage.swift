import UsherCore
import UsherReports

/// One person's story as a line of time: what comes next, and what happened. Pure; the facts are those of `usher why`.
package struct ContactPage {
    private let story: ContactStory
    private let language: DashboardLanguage
    private let clock: ZoneClock
    /// The shop's name for a stage.
    private let stageLabel: (Stage) -> String

    /// How many things that happened are shown: the newest.
    static let mostPast = 200

    /// How many octets are shown of a line's title, and of its reason: the beginning of what is longer.
    static let longestLine = 300
    /// How many things are shown of a list below the line of time: the newest.
    static let mostOfList = 100

    /// How many things of each kind are read for that: one more says that there are more.
    package static let mostRead = mostPast + 1

    init(
        _ story: ContactStory, language: DashboardLanguage, stageLabel: @escaping (Stage) -> String = { $0.rawValue }
    ) {
        self.stageLabel = stageLabel
        self.story = story
        self.language = language
        clock = ZoneClock.named(story.clock) ?? .utc
    }

    /// A thing that happened or will happen.
    private struct Entry {
        /// The moment, as ISO 8601 in UTC; nil where nobody knows it yet.
        let at: String?
        /// The order among things of one moment: what people did, what moved them, what they were mailed.
        let rank: Int
        let title: String
        var state = ""
        var why = ""
        /// The number of the delivery, for a message that was sent; else nil.
        var letter: Int64?
    }

    var values: [String: TemplateValue] {
        let past = past.sorted { ($1.at ?? "", $1.rank) < ($0.at ?? "", $0.rank) }
        return [
            "address": .text(story.address), "name": .text(story.name ?? ""),
            "stage": .text(story.stage.map(stageLabel) ?? ""),
            "language_tag": .text(story.language), "clock": .text(story.clock),
            "tags": .text(story.journey.tags.joined(separator: ", ")), "code": .text(story.journey.code ?? ""),
            "last_mail": .text(lastMail), "has_next": .flag(!next.isEmpty), "next": .list(next.map(row)),
            "next_none": .text(Texts(language)[nothingKey]),
            "has_past": .flag(!past.isEmpty), "past": .list(past.prefix(Self.mostPast).map(row)),
            "is_more": .flag(past.count > Self.mostPast), "gone": Self.sentences(gone),
            "has_enrollments": .flag(!story.enrollments.isEmpty),
            "enrollments": Self.sentences(newest(story.enrollments.map(\.heading))),
            "consents": Self.sentences(story.consent), "suppressions": Self.sentences(story.suppressions),
            "has_earnings": .flag(!story.journey.earnings.isEmpty),
            "earnings": Self.sentences(newest(story.journey.earnings.map(\.text))),
        ]
    }

    /// The last things of a list in the order in which they came, and how many stood before them.
    private func newest(_ list: [String]) -> [String] {
        let more = list.count - Self.mostOfList
        guard more > 0 else { return list }
        return [Numbers(language: language).count(more) + " " + Texts(language)["older_left_out"]]
            + list.suffix(Self.mostOfList)
    }

    private static func sentences(_ list: [String]) -> TemplateValue {
        .list(list.map { .object(["sentence": .text($0)]) })
    }

    private func row(_ entry: Entry) -> TemplateValue {
        .object([
            "when": .text(entry.at.map(moment) ?? ""), "title": .text(entry.title.beginning(of: Self.longestLine)),
            "state": .text(entry.state),
            "why": .text(entry.why.beginning(of: Self.longestLine)),
            "letter": .text(entry.letter.map { "\($0)" } ?? ""),
        ])
    }

    private func moment(_ text: String) -> String {
        guard let moment = try? Timestamp(parsing: text, clock: .utc) else { return text }
        return LocalFormat.moment(moment, clock: clock, language: language.rawValue)
    }

    // MARK: What comes

    /// The things that wait, the earliest first; those that have no time yet after them, in the order of their
    /// campaign.
    private var next: [Entry] {
        let waiting = messages.filter { !$0.state.isSettled }.map { entry($0.message, $0.campaign) }
        let later = story.enrollments.flatMap { enrollment in
            enrollment.later.map { step in
                let isWithheld = enrollment.laterNo != nil || enrollment.laterWithheld.contains(step)
                return Entry(
                    at: nil, rank: 0, title: "\(enrollment.campaign) · \(step)",
                    state: isWithheld ? Texts(language)["state_withheld"] : "", why: enrollment.laterNo ?? "")
            }
        }
        return waiting.sorted { ($0.at ?? "~") < ($1.at ?? "~") } + later
    }

    /// The key of the words why nothing comes: in no campaign yet, or in none any more; else it waits for something
    /// that nobody has a time for.
    private var nothingKey: String {
        if story.enrollments.isEmpty { return "next_none_never" }
        return story.enrollments.contains(where: \.goesOn) ? "next_none" : "next_none_over"
    }

    /// The moment at which the last e-mail went, in words.
    private var lastMail: String {
        let sent = messages.filter { [.sent, .bounced, .complained].contains($0.state) }.compactMap(\.message.at)
        return sent.max().map(moment) ?? Texts(language)["last_mail_none"]
    }

    private var messages: [(message: ContactStory.Message, campaign: String?, state: DeliveryState)] {
        story.enrollments.flatMap { enrollment in
            enrollment.messages.map { ($0, Optional(enrollment.campaign), $0.state) }
        } + story.notices.map { ($0, nil, $0.state) }
    }

    private func entry(_ message: ContactStory.Message, _ campaign: String?) -> Entry {
        let isSent = [.sent, .bounced, .complained].contains(message.state)
        let why = [message.why, message.clicks?.words].compactMap(\.self).filter { !$0.isEmpty }
        return Entry(
            at: message.at, rank: 2, title: campaign.map { "\($0) · \(message.step)" } ?? message.step,
            state: Texts(language)["state_\(message.state.rawValue)"], why: why.joined(separator: "; "),
            letter: isSent ? message.delivery : nil)
    }

    // MARK: What was

    private var past: [Entry] {
        let texts = Texts(language)
        let deeds = story.journey.events.map { deed in
            Entry(at: deed.at, rank: 0, title: Self.words(deed))
        }
        let moves = story.journey.moves.map { move in
            Entry(at: move.at, rank: 1, title: "\(texts["moved_to"]) \(stageLabel(move.to))", why: move.words)
        }
        let mailed = messages.filter(\.state.isSettled).map { entry($0.message, $0.campaign) }
        return deeds + moves + mailed
    }

    private static func words(_ deed: ContactJourney.Deed) -> String {
        let data = deed.data.sorted { $0.key < $1.key }.map { "\($0.key) \(PlainText.shown($0.value))" }
        return ([deed.event, deed.product, deed.value].compactMap(\.self) + data).joined(separator: ", ")
    }

    /// The sentences about what was let go of (`keep` in `usher.yaml`), in English.
    private var gone: [String] {
        let messages = (story.enrollments.compactMap(\.gone) + [story.noticesGone].compactMap(\.self)).reduce(0, +)
        let deeds = story.journey.gone.map {
            "\($0.event), \($0.count) times until \(moment($0.last)): not kept any more"
        }
        guard messages > 0 else { return deeds }
        return deeds + ["\(Wording.count(messages, "older message is", "older messages are")) not kept any more"]
    }
}
