import Testing
import UsherCore

@testable import UsherSMTP

@Suite("The dialogue, event by event")
struct DialogueTests {
    static let a = DeliveryID(1)
    static let b = DeliveryID(2)
    static let ok = Reply(code: 250, text: "ok")
    static let goOn = Reply(code: 354, text: "go on")
    static let unknown = Reply(code: 550, text: "no such user")
    static let closing = Reply(code: 421, text: "closing")

    typealias Event = Dialogue.Event
    typealias Action = Dialogue.Action

    /// The events and the actions that each leads to.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var pipelining = true
        var limit = 100
        let steps: [(Event, [Action])]
    }

    static func offer(_ delivery: DeliveryID) -> Event {
        .offered(Dialogue.Offer(delivery: delivery, size: 100, needsSMTPUTF8: false, afterIdle: false))
    }

    static func group(_ delivery: DeliveryID) -> [Action] {
        [.write(.mail(delivery)), .write(.rcpt(delivery)), .write(.data)]
    }

    static let rows = [
        Row(
            testDescription: "two messages, pipelined: the second's group goes out with the first's body",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (offer(b), []),
                (.reply(ok), [.deadline(.rcpt)]), (.reply(ok), [.deadline(.data)]),
                (.reply(goOn), [.writeBody(a)] + group(b) + [.deadline(.body)]),
                (.bodyWritten, [.deadline(.dot)]), (.reply(ok), [.outcome(a, .accepted(ok)), .deadline(.mail)]),
                (.reply(ok), [.deadline(.rcpt)]), (.reply(ok), [.deadline(.data)]),
                (.reply(goOn), [.writeBody(b), .deadline(.body)]), (.bodyWritten, [.deadline(.dot)]),
                (.reply(ok), [.outcome(b, .accepted(ok)), .deadline(.idle)]),
                (.deadline, [.write(.quit), .deadline(.quit)]), (.reply(Reply(code: 221)), [.close]),
            ]),
        Row(
            testDescription: "a message offered while the first waits for its dot is begun at once",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (.reply(ok), [.deadline(.rcpt)]),
                (.reply(ok), [.deadline(.data)]), (.reply(goOn), [.writeBody(a), .deadline(.body)]),
                (.bodyWritten, [.deadline(.dot)]), (offer(b), group(b)),
                (
                    .closed(.closed),
                    [
                        .outcome(a, .lost(.dot, .closed, reply: nil, reused: false)),
                        .outcome(b, .lost(.mail, .closed, reply: nil, reused: true)), .close,
                    ]
                ),
            ]),
        Row(
            testDescription: "one command at a time",
            pipelining: false,
            steps: [
                (offer(a), [.write(.mail(a)), .deadline(.mail)]), (offer(b), []),
                (.reply(ok), [.write(.rcpt(a)), .deadline(.rcpt)]), (.reply(ok), [.write(.data), .deadline(.data)]),
                (.reply(goOn), [.writeBody(a), .deadline(.body)]), (.bodyWritten, [.deadline(.dot)]),
                (.reply(ok), [.outcome(a, .accepted(ok)), .write(.mail(b)), .deadline(.mail), .deadline(.mail)]),
            ]),
        Row(
            testDescription: "a refused recipient: RSET and the next group in one write",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (offer(b), []), (.reply(ok), [.deadline(.rcpt)]),
                (.reply(unknown), [.deadline(.data)]),
                (
                    .reply(Reply(code: 503)),
                    [.outcome(a, .refused(.rcpt, unknown)), .write(.rset)] + group(b) + [.deadline(.rset)]
                ),
                (.reply(ok), [.deadline(.mail)]),
            ]),
        Row(
            testDescription: "a refused recipient and an accepted DATA: a lone dot, whose answer means nothing",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (.reply(ok), [.deadline(.rcpt)]),
                (.reply(unknown), [.deadline(.data)]),
                (
                    .reply(goOn),
                    [.outcome(a, .refused(.rcpt, unknown)), .write(.dot), .write(.rset), .deadline(.dot)]
                ),
                (.reply(Reply(code: 554)), [.deadline(.rset)]), (.reply(ok), [.deadline(.idle)]),
            ]),
        Row(
            testDescription: "a refused sender, pipelined: the rest of the group is answered before the outcome",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (.reply(unknown), [.deadline(.rcpt)]),
                (.reply(Reply(code: 503)), [.deadline(.data)]),
                (
                    .reply(Reply(code: 503)),
                    [.outcome(a, .refused(.mail, unknown)), .write(.rset), .deadline(.rset)]
                ),
            ]),
        Row(
            testDescription: "a connection lost after a refusal: the refusal is certain",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (.reply(ok), [.deadline(.rcpt)]),
                (.reply(unknown), [.deadline(.data)]),
                (.closed(.closed), [.outcome(a, .refused(.rcpt, unknown)), .close]),
            ]),
        Row(
            testDescription: "the gate says no: the message is withdrawn, what was to follow it never started",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (offer(b), []), (.reply(ok), [.deadline(.rcpt)]),
                (.reply(ok), [.deadline(.data)]),
                (.reply(goOn), [.writeBody(a)] + group(b) + [.deadline(.body)]),
                (.stopped(.withdrawn), [.outcome(a, .withdrawn), .outcome(b, .notStarted), .close]),
            ]),
        Row(
            testDescription: "421 to the dot is an answer: refused, and the connection is over",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (.reply(ok), [.deadline(.rcpt)]),
                (.reply(ok), [.deadline(.data)]), (.reply(goOn), [.writeBody(a), .deadline(.body)]),
                (.bodyWritten, [.deadline(.dot)]),
                (.reply(closing), [.outcome(a, .refused(.dot, closing)), .close]),
            ]),
        Row(
            testDescription: "an answer before the dot was written: a refusal is one, anything else is rubbish",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (.reply(ok), [.deadline(.rcpt)]),
                (.reply(ok), [.deadline(.data)]), (.reply(goOn), [.writeBody(a), .deadline(.body)]),
                (.reply(ok), [.outcome(a, .lost(.body, .garbage, reply: nil, reused: false)), .close]),
            ]),
        Row(testDescription: "421 at rest", steps: [(.reply(closing), [.close])]),
        Row(testDescription: "an answer that nobody asked for", steps: [(.reply(ok), [.close])]),
        Row(
            testDescription: "drain at rest",
            steps: [(.drain, [.write(.quit), .deadline(.quit)]), (.deadline, [.close])]),
        Row(
            testDescription: "drain under way: what was begun goes on, what was not comes back",
            pipelining: false,
            steps: [
                (offer(a), [.write(.mail(a)), .deadline(.mail)]), (offer(b), []),
                (.drain, [.outcome(b, .notStarted)]),
                (
                    .reply(unknown),
                    [.outcome(a, .refused(.mail, unknown)), .write(.quit), .deadline(.quit), .deadline(.quit)]
                ),
            ]),
        Row(
            testDescription: "QUIT after the last message that the connection may carry",
            limit: 1,
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (offer(b), [.outcome(b, .notStarted)]),
                (.reply(unknown), [.deadline(.rcpt)]), (.reply(unknown), [.deadline(.data)]),
                (
                    .reply(unknown),
                    [.outcome(a, .refused(.mail, unknown)), .write(.rset), .deadline(.rset)]
                ),
                (.reply(ok), [.write(.quit), .deadline(.quit), .deadline(.quit)]),
            ]),
        Row(
            testDescription: "503 inside a group: not the message's fault, and no more groups",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (.reply(ok), [.deadline(.rcpt)]),
                (.reply(Reply(code: 503)), [.lockStep, .outcome(a, .notStarted), .close]),
            ]),
        Row(
            testDescription: "another connection found that the relay cannot pipeline: the group under way is finished",
            steps: [
                (offer(a), group(a) + [.deadline(.mail)]), (offer(b), []), (.lockStep, []),
                (.reply(ok), [.deadline(.rcpt)]), (.reply(ok), [.deadline(.data)]),
                (.reply(goOn), [.writeBody(a), .deadline(.body)]), (.bodyWritten, [.deadline(.dot)]),
                (.reply(ok), [.outcome(a, .accepted(ok)), .write(.mail(b)), .deadline(.mail), .deadline(.mail)]),
            ]),
    ]

    @Test("does what the table says", arguments: rows)
    func table(_ row: Row) {
        var capabilities = RelayCapabilities()
        capabilities.pipelining = row.pipelining
        var dialogue = Dialogue(capabilities: capabilities, pipelining: .offered, limit: row.limit)
        for (index, (event, expected)) in row.steps.enumerated() {
            var actions: [Action] = []
            dialogue.handle(event, &actions)
            #expect(actions == expected, "step \(index + 1): \(String(describing: event))")
        }
    }
}
