import UsherCore

/// What the shop's form sends to `/subscribe`.
///
/// | Field | |
/// | --- | --- |
/// | `address` | required; `email` is taken for it as well |
/// | `name`, `language`, `zone` | of somebody who is not known yet; what cannot be one is left out |
/// | `campaign` | the campaign that the form belongs to |
/// | `source`, `utm_source`, `utm_medium`, `utm_campaign`, `utm_content`, `utm_term` | where the person came from; carried along |
/// | `website` | a field that people do not see; whoever fills it in is a machine |
/// | `started` | when the page was opened, in milliseconds since 1970; a script sets it |
struct SignUpForm: Hashable, Sendable {
    let address: String
    let name: String?
    let language: String?
    let zone: String?
    let campaign: String?
    /// `source` and the `utm_` fields that are there.
    let traffic: [String: String]
    let website: String
    let startedAt: Timestamp?
    let network: ClientNetwork

    static let trafficFields = [
        "source", "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term",
    ]
    static let longestField = 200

    /// Nobody fills in a form faster.
    static let quickest: Int64 = 2000

    /// Fields by name; what is too long or no plain text counts as absent.
    init(_ fields: [String: String], network: ClientNetwork) {
        func field(_ name: String) -> String? {
            guard let text = fields[name], !text.isEmpty, text.utf8.count <= Self.longestField,
                PlainText.fault(text, longest: Self.longestField) == nil
            else { return nil }
            return text
        }
        address = field("address") ?? field("email") ?? ""
        name = field("name")
        language = field("language")
        zone = field("zone")
        campaign = field("campaign")
        traffic = Dictionary(Self.trafficFields.compactMap { name in field(name).map { (name, $0) } }) { $1 }
        website = fields["website"] ?? ""
        startedAt = field("started").flatMap { Int64($0) }.map { Timestamp(milliseconds: $0) }
        self.network = network
    }

    /// Whether a machine filled it in. A start in the future or more than a day ago says nothing.
    func looksAutomatic(now: Timestamp) -> Bool {
        if !website.isEmpty { return true }
        guard let startedAt, startedAt <= now, startedAt > now.adding(milliseconds: -86_400_000) else { return false }
        return now.since(startedAt) < Self.quickest
    }

    private static let longestName = 60

    /// Whether a name is one that a form may bring: one that carries an advertisement to a stranger's mailbox is left
    /// out.
    static func isName(_ text: String) -> Bool {
        text.count <= longestName && !text.contains { "/:@<>{}[]\\".contains($0) }
            && !text.lowercased().contains("www.") && !text.split(separator: " ").contains(where: isHost)
    }

    /// `evil-bank.com`, and not `J.R.` or `Jr.`: letters on both sides of a dot, and at least two after the last.
    private static func isHost(_ word: Substring) -> Bool {
        let labels = word.split(separator: ".")
        return labels.count > 1 && (labels.last?.filter(\.isLetter).count ?? 0) > 1
    }
}
