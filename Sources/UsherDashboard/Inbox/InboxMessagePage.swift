import UsherCore

/// The page of one message as a mail program shows it. Pure; what stands in it is shown in a frame that may do nothing.
struct InboxMessagePage {
    let name: String
    let mail: DashboardInbox.Mail
    let language: DashboardLanguage

    static let mostFields = 60
    static let longestValue = 1000
    static let longestText = 64 * 1024
    static let longestHTML = 512 * 1024

    var values: [String: TemplateValue] {
        func field(_ name: String) -> TemplateValue {
            .text(mail.fields.first { $0.name == name }.map { $0.value.beginning(of: Self.longestValue) } ?? "")
        }
        return [
            "subject": .text(mail.subject.flatMap { $0.isEmpty ? nil : $0 } ?? Texts(language)["message_no_subject"]),
            "from": field("from"), "to": field("to"), "date": field("date"), "name": .text(name),
            "has_html": .flag(html != nil),
            "text": .text(mail.text.map { $0.beginning(of: Self.longestText) } ?? ""),
            "fields": .list(
                mail.fields.prefix(Self.mostFields).map { field in
                    .object([
                        "name": .text(field.name), "value": .text(field.value.beginning(of: Self.longestValue)),
                    ])
                }),
        ]
    }

    /// The message's HTML; nil where there is none, or one that is too long to be an e-mail.
    var html: String? { mail.html.flatMap { $0.utf8.count <= Self.longestHTML ? $0 : nil } }
}
