import UsherCore

/// The page of the newest messages that rehearsal sent. Pure.
struct InboxPage {
    let lines: [DashboardInbox.Line]
    let total: Int
    let clock: ZoneClock
    let language: DashboardLanguage

    static let most = 50

    var values: [String: TemplateValue] {
        let (texts, numbers) = (Texts(language), Numbers(language: language))
        return [
            "has_mails": .flag(!lines.isEmpty), "shown": .text(numbers.count(lines.count)),
            "all": .text(numbers.count(total)),
            "mails": .list(
                lines.map { line in
                    .object([
                        "name": .text(line.name),
                        "subject": .text(line.subject.flatMap { $0.isEmpty ? nil : $0 } ?? texts["message_no_subject"]),
                        "to": .text(line.recipients.joined(separator: ", ")),
                        "when": .text(
                            line.at.map { LocalFormat.moment($0, clock: clock, language: language.rawValue) } ?? ""),
                    ])
                }),
        ]
    }
}
