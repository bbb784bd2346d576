import UsherCore
import UsherMail

/// What a program of the shop tells about one message, in Usher's own form.
///
/// | Field | |
/// | --- | --- |
/// | `kind` | `bounce`, `hard`, `soft`, `complaint`, `unsubscribe` |
/// | `address` | to whom the message went |
/// | `message_id` | its Message-ID; or `return_address`, its envelope sender, of which the token is enough |
/// | `said`, `status` | what a server said, `5.1.1` |
package enum OwnFeedback {
    /// Why a post cannot be read: a clause that names the field.
    package enum Fault: Error, Hashable, Sendable {
        /// The post is not what the document of the API says.
        case malformed(String)
        /// A field says nothing usable.
        case unusable(String)
    }

    /// How long the value of a field may be, in characters.
    private static let longest = 1000
    private static let fields: Set<String> = [
        "kind", "address", "message_id", "return_address", "said", "status",
    ]

    /// The fields that may be `null`, and say nothing then; the others say which message it is, and whose.
    private static let mayBeNull: Set<String> = ["said", "status"]

    /// Reads a program's post as a report that can be recorded.
    ///
    /// - Parameter source: who posted it, for the ledger: `token helpdesk`.
    package static func read(_ octets: [UInt8], source: String, seal: TokenSeal) throws(Fault) -> ReturnedReport {
        var nulls: [[String]] = []
        let document: TemplateValue
        do { document = try TemplateValue(foreignJSON: octets, nulls: &nulls) } catch {
            throw .malformed("is no JSON: at octet \(error.offset) stands something else than \(error.expected)")
        }
        guard case .object(let object) = document else { throw .malformed("is no JSON object") }
        if let name = nulls.lazy.compactMap(\.last).first(where: { !mayBeNull.contains($0) }) {
            throw .malformed("has a '\(PlainText.shown(name))' that is no text")
        }
        if let unknown = object.keys.sorted().first(where: { !fields.contains($0) }) {
            throw .malformed(
                "has an unknown field '\(PlainText.shown(unknown))'; there are \(fields.sorted().joined(separator: ", "))"
            )
        }
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            guard case .text(let text) = value else { throw .malformed("has a '\(name)' that is no text") }
            guard (1...longest).contains(text.unicodeScalars.count) else {
                throw .unusable("'\(name)' is empty, or longer than \(longest) characters")
            }
        }
        guard let what = what(document["kind"].words) else {
            throw .unusable("'kind' is none of bounce, hard, soft, complaint, unsubscribe")
        }
        guard let address = try? EmailAddress(document["address"].words) else {
            throw .unusable("'address' is no e-mail address")
        }
        let (id, origin) = (document["message_id"].words, document["return_address"].words)
        guard !id.isEmpty || !origin.isEmpty else {
            throw .unusable("'message_id' or 'return_address' must say which message it is")
        }
        var ties = FeedbackTies()
        ties.messageIDs = [id]
        ties.returnAddresses = [origin]
        ties.token = origin
        let event = FeedbackEvent(
            what: what, recipients: [address.wire], said: document["said"].words, status: document["status"].words,
            id: fields.sorted().map { document[$0].words }, ties: ties)
        return event.report(source: source, seal: seal)
    }

    private static func what(_ kind: String) -> FeedbackEvent.What? {
        switch kind {
        case "bounce": .failed(.nothing)
        case "hard": .failed(.hard)
        case "soft": .failed(.soft)
        case "complaint": .complaint
        case "unsubscribe": .leaves
        default: nil
        }
    }
}
