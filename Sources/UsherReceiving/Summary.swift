import UsherCore

/// What the operator reads of a mail that came back: one line.
enum Summary {
    static func line(_ kind: ReturnedMail.Kind, _ fields: HeaderFields) -> String {
        let text = ShownText.line(words(kind, fields))
        return text.count > ReturnedMail.longestSummary ? text.prefix(ReturnedMail.longestSummary - 1) + "…" : text
    }

    private static func words(_ kind: ReturnedMail.Kind, _ fields: HeaderFields) -> String {
        switch kind {
        case .report(let recipients):
            guard let first = recipients.first else { return "a report" }
            let more = recipients.count > 1 ? " and \(recipients.count - 1) more" : ""
            let said = first.said.isEmpty ? first.status?.description ?? "" : first.said
            return
                "\(first.category.rawValue): \(first.addresses.first?.wire ?? "?")\(more)\(said.isEmpty ? "" : ": ")\(said)"
        case .complaint(let complaint):
            return
                "complaint (\(complaint.feedback.rawValue)): \(complaint.recipients.first?.wire ?? "recipient not named")"
        case .automatic(.answer): return "automatic answer: \(about(fields))"
        case .automatic(.challenge): return "asks for a proof before delivery: \(about(fields))"
        case .receipt: return "receipt: \(about(fields))"
        case .unsubscribe: return "asks for no more mail: \(about(fields))"
        case .person: return "somebody wrote: \(about(fields))"
        case .other(let other): return "\(other.rawValue): \(about(fields))"
        }
    }

    private static func about(_ fields: HeaderFields) -> String {
        "\(AddressText.first(in: fields["from"] ?? "")?.wire ?? "unknown sender"), \(fields.text("subject") ?? "no subject")"
    }
}
