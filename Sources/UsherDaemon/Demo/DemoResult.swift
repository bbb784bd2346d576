import UsherCore
import UsherReports

/// What the demo sent, and what became of its people.
package struct DemoResult: Sendable {
    let messages: [Message]
    /// The moves between stages, in the form that the committed list has.
    let moves: [String]
    let earnings: [String]
    /// The faults: events that were refused, counters that differ from the rows.
    var faults: [String] = []
    var report: [String] = []
    let inbox: String
    let home: String

    /// A message that the relay accepted.
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

        /// The message in the form that the committed list has.
        var expectation: String { "\(at.iso8601) \(recipient.wire) \(message)" }
    }

    /// Whether exactly the committed messages were accepted, and exactly the committed moves and earnings followed.
    package var isExpected: Bool { differences.isEmpty }

    private var differences: [String] {
        let sent = messages.map(\.expectation)
        return Self.compare(sent, DemoTimeline.messages) + Self.compare(moves, DemoTimeline.moves)
            + Self.compare(earnings, DemoTimeline.earnings)
            + (sent.count == Set(sent).count ? [] : ["a message was accepted twice"]) + faults
    }

    private static func compare(_ found: [String], _ expected: [String]) -> [String] {
        expected.filter { !found.contains($0) }.map { "missing:    \($0)" }
            + found.sorted().filter { !expected.contains($0) }.map { "unexpected: \($0)" }
    }

    package var summary: [String] {
        let addresses = Set(messages.map(\.recipient)).count
        return differences + [""] + report + [
            "",
            "\(messages.count) messages to \(addresses) addresses, each accepted once; \(moves.count) moves, each counted once.",
            "The messages lie in \(inbox), as they came over the wire. Look around:", "  cd \(home)",
            "  usher inbox list", "  usher why mia@example.org", "  usher rewards", "  usher report --from 2026-03-01",
        ]
    }
}

extension DemoResult {
    /// Reads what became of everybody from the home where it was played.
    init(messages: [Message], refusals: [String], home: OpenHome) throws {
        let now = home.clock.now()
        let period = try ReportPeriod(from: Demo.start.utcDay, to: now.utcDay, now: now)
        var moves: [(Timestamp, String)] = []
        for contact in try home.store.contacts(ContactFilter(limit: 1000)) {
            for move in try home.store.transitions(of: contact.id) {
                let cause = move.cause.phrase(home.plan.catalog)
                moves.append((move.at, "\(move.at.iso8601) \(contact.address.wire) \(move.arrow): \(cause)"))
            }
        }
        self.init(
            messages: messages, moves: moves.sorted { $0 < $1 }.map(\.1),
            earnings: try home.store.earnings(of: nil, now: now).map(LedgerLine.init).map {
                "\($0.promoter) \($0.amount) \($0.currency) \($0.state.rawValue): \($0.rule) of \($0.friend)"
            },
            faults: refusals + (try home.verify(period)), report: try home.report(period).lines(),
            inbox: home.folders.inbox, home: home.folders.home)
    }
}

extension DemoResult.Message {
    /// Makes a message of a piece of news; nil for anything but an acceptance.
    init?(_ news: WorkerNews, plan: Plan) {
        guard case .settled(let item) = news, case .sent = item.settlement.result,
            let reply = item.settlement.reply
        else { return nil }
        at = item.at
        subject = item.subject
        self.reply = reply
        let contact = item.claimed.candidate.contact
        recipient = contact.address
        clock = plan.settings.clock(of: contact.zone)
        message = item.name.description
    }
}
