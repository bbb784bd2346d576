import UsherCore
import UsherMail

/// The frame of a page: the name, the navigation, and what the session may.
struct Frame: Sendable {
    let values: [String: TemplateValue]

    /// The parts that a session is led to, in this order. A part that comes to be is added here, and its words to
    /// `Texts.frame`.
    enum Part: String, CaseIterable {
        case journey, campaigns, forecast, people, preview, operations
    }

    /// Makes the frame of a page of `part`; nil for none of them. `parts`: those that there are.
    init(_ visit: Visit, at part: Part?, of parts: [Part]) {
        let texts = Texts(visit.language)
        values = [
            "session": .flag(true),
            "mode": .text(visit.mode.map { texts[$0 == .live ? "mode_live" : "mode_rehearsal"] } ?? ""),
            "links": .list(
                parts.map { other in
                    .object([
                        "path": .text(other.rawValue), "words": .text(texts["nav_\(other.rawValue)"]),
                        "current": .text(other == part ? "page" : "false"),
                    ])
                }),
            "reports_note": .text(visit.language == .english ? "" : texts["reports_in_english"]),
            "room": .text(visit.room), "page_token": .text(visit.pageToken),
            "kind_words": .text(texts[visit.session.mayAct ? "may_act" : "may_look"]),
            "until_words": .text(
                LocalFormat.moment(visit.session.endsAt, clock: visit.clock, language: visit.language.rawValue)
                    + " (\(visit.clock.name))"),
        ]
    }
}
