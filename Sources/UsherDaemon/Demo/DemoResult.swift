import UsherCore

/// What the demo sent.
package struct DemoResult: Sendable {
    let messages: [Message]
    let inbox: String
    let home: String

    /// One accepted message.
    struct Message: Sendable {
        let at: Timestamp
        let recipient: EmailAddress
        let message: String
        let subject: String
        let clock: ZoneClock
        let reply: Reply

        var line: String {
            "\(Wording.time(at, clock: clock))\n  \(message.padding(to: 24)) to \(recipient.wire.padding(to: 22)) "
                + "\(reply.code)  \(subject)"
        }

        /// As the committed list has it.
        var expectation: String { "\(at.iso8601) \(recipient.wire) \(message)" }
    }

    /// Whether exactly the committed list was accepted.
    package var isExpected: Bool { differences.isEmpty }

    private var differences: [String] {
        let sent = messages.map(\.expectation).sorted()
        let expected = DemoTimeline.messages.sorted()
        return expected.filter { !sent.contains($0) }.map { "missing:    \($0)" }
            + sent.filter { !expected.contains($0) }.map { "unexpected: \($0)" }
            + (sent.count == Set(sent).count ? [] : ["a message was accepted twice"])
    }

    package var summary: [String] {
        let people = Set(messages.map(\.recipient)).count
        return differences + [
            "", "\(messages.count) messages to \(people) people, each accepted once.",
            "They lie in \(inbox), as they came over the wire. Look around:", "  cd \(home)",
            "  usher inbox list", "  usher why sam@example.org", "  usher status",
        ]
    }
}

extension DemoResult.Message {
    /// Nil for anything but an acceptance.
    init?(_ news: WorkerNews, plan: Plan) {
        guard case .settled(let item) = news, case .sent = item.settlement.result,
            let reply = item.settlement.reply
        else { return nil }
        at = item.at
        subject = item.subject
        self.reply = reply
        let contact = item.claimed.candidate.contact
        recipient = contact.address
        clock = ZoneClock.of(contact, settings: plan.settings)
        message = item.name.description
    }
}
