import UsherCore

/// The answer of `usher why`: what one person got, did not get and will get, and why.
package struct ContactStory: Sendable, Encodable {
    package let address: String
    /// Whether it is a contact; false for an address that is suppressed and belongs to none.
    package let isContact: Bool
    package let name: String?
    package let clock: String
    package let language: String
    package let stage: Stage?
    package let consent: [String]
    package let suppressions: [String]
    package let enrollments: [EnrollmentStory]
    /// Messages outside every sequence.
    package let notices: [Message]
    /// How many older notices were let go of; nil for none.
    package let noticesGone: Int?
    package let journey: ContactJourney

    /// One enrollment: one way through one campaign.
    package struct EnrollmentStory: Sendable, Encodable {
        package let campaign: String
        package let key: String
        /// The state in words: `active`, `finished`, `taken out`, ...
        package let state: String
        /// The moment of the entry, as ISO 8601 in UTC; so is `ended`.
        package let entered: String
        package let ended: String?
        /// Whether the enrollment is under way, or waits for its turn.
        package let goesOn: Bool
        package let messages: [Message]
        /// How many older messages were let go of (`keep` in `usher.yaml`); nil for none.
        package let gone: Int?
        /// The names of the steps that come after the next one.
        package let later: [String]
        /// The sentence that says which campaign, how it stands and when it was entered.
        package let heading: String
        /// Why none of the later ones will go, as things stand; of some that will not, only their names are in
        /// `laterWithheld`.
        package let laterNo: String?
        package let laterWithheld: Set<String>

        private enum CodingKeys: String, CodingKey {
            case campaign, key, state, entered, ended, messages, gone, later
        }
    }

    package struct Message: Sendable, Encodable {
        package let delivery: Int64
        package let step: String
        package let state: DeliveryState
        /// The moment at which it was settled or is due, as ISO 8601 in UTC.
        package let at: String?
        /// The code of why it was not sent, or goes once more (`DeliveryReason`).
        package let reason: String?
        package let why: String
        /// The clicks on its tracked links; nil when nobody followed one.
        package let clicks: MessageClicks?
        /// The same moment in words, on the contact's clock.
        let when: String

        private enum CodingKeys: String, CodingKey {
            case delivery, step, state, at, reason, why, clicks
        }
    }
}

extension ContactStory {
    /// The lines that people read.
    package var lines: [String] {
        var lines = ["\(address)\(name.map { " (\($0))" } ?? "")"]
        guard isContact else { return lines + ["  is not known here as a contact"] + suppressions.map { "  \($0)" } }
        lines.append("  clock: \(clock), language: \(language), stage: \(stage?.rawValue ?? "none yet")")
        lines += consent.map { "  \($0)" }
        lines += suppressions.map { "  \($0)" }
        if !journey.tags.isEmpty { lines.append("  tags: \(journey.tags.joined(separator: ", "))") }
        lines += journey.lines
        for enrollment in enrollments {
            lines.append("")
            lines.append(enrollment.heading)
            if let gone = enrollment.gone { lines.append("  \(Self.gone(gone))") }
            lines += enrollment.messages.flatMap(Self.lines)
            if !enrollment.later.isEmpty {
                let no = enrollment.laterNo.map { " (withheld, as things stand: \($0))" } ?? ""
                let later = enrollment.later.map {
                    enrollment.laterWithheld.contains($0) ? "\($0) (withheld, as things stand)" : $0
                }
                lines.append("  then       \(later.joined(separator: ", "))\(no)")
            }
        }
        if enrollments.isEmpty {
            lines += [
                "",
                suppressions.isEmpty
                    ? "In no campaign. Put the person in one with: "
                        + ShellWord.command("usher enqueue CAMPAIGN", [address])
                    : "In no campaign.",
            ]
        }
        if !notices.isEmpty || noticesGone != nil {
            lines += ["", "notices"] + (noticesGone.map { ["  \(Self.gone($0))"] } ?? [])
            lines += notices.flatMap(Self.lines)
        }
        return lines
    }

    private static func gone(_ count: Int) -> String {
        "\(Wording.count(count, "older message is", "older messages are")) not kept any more (keep.deliveries)"
    }

    private static func lines(_ message: Message) -> [String] {
        let word = message.state == .queued ? "next" : message.state.rawValue
        let head = ["  \(word.padding(to: 10)) \(message.step)", message.when].filter { !$0.isEmpty }
        let indent = String(repeating: " ", count: 13)
        return [head.joined(separator: "  "), indent + message.why] + (message.clicks.map { [indent + $0.words] } ?? [])
    }
}
