import UsherCore

/// The page of one message as it was sent. Pure.
struct LetterPage {
    let letter: DashboardLetters.Letter
    let clock: ZoneClock
    let language: DashboardLanguage

    var values: [String: TemplateValue] {
        let texts = Texts(language)
        var values: [String: TemplateValue] = [
            "delivery": .text("\(letter.delivery)"), "person": .text("\(letter.person)"),
            "message": .text(letter.message), "state": .text(texts["state_\(letter.state.rawValue)"]),
            "when": .text(
                letter.sentAt.map { LocalFormat.moment($0, clock: clock, language: language.rawValue) } ?? ""),
            "is_kept": .flag(false), "nothing": .text(""), "fault": .text(""),
        ]
        switch letter.content {
        case .gone: values["nothing"] = .text(texts["letter_gone"])
        case .unmade: values["nothing"] = .text(texts["letter_unmade"])
        case .broken(let why):
            values["nothing"] = .text(texts["letter_broken"])
            values["fault"] = .text(why)
        case .kept(let text):
            values["is_kept"] = .flag(true)
            values["to"] = .text(text.to)
            values["sender"] = .text(text.sender)
            values["subject"] = .text(text.subject)
            values["mail_language"] = .text(text.language)
            values["words"] = .text(text.words)
        }
        return values
    }
}
