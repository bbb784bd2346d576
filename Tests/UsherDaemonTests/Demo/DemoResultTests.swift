import Testing
import UsherCore

@testable import UsherDaemon

@Suite("What the demo says in the end")
struct DemoResultTests {
    private static let moment = Timestamp(seconds: 1_772_438_400)

    private func result(_ expectations: [String]) throws -> DemoResult {
        let messages = try expectations.map { line in
            let words = line.split(separator: " ").map(String.init)
            return DemoResult.Message(
                at: try Timestamp(parsing: words[0], clock: .utc), recipient: try EmailAddress(words[1]),
                message: words[2], subject: "Hello", clock: .utc, reply: Reply(code: 250))
        }
        return DemoResult(
            messages: messages, moves: DemoTimeline.moves, earnings: DemoTimeline.earnings,
            report: ["The journey"], inbox: "/shop/state/inbox", home: "/shop")
    }

    @Test("Is content with exactly the committed list, in any order")
    func expected() throws {
        let result = try result(DemoTimeline.messages.reversed())
        #expect(result.isExpected)
        #expect(result.summary.first == "")
        #expect(
            result.summary.contains("59 messages to 12 addresses, each accepted once; 40 moves, each counted once."))
    }

    @Test("Names what is missing, what is unexpected, and what came twice")
    func differs() throws {
        var list = DemoTimeline.messages
        let gone = list.removeFirst()
        #expect(try result(list).summary.first == "missing:    \(gone)")
        #expect(try !result(list).isExpected)
        let more = "2026-03-02T08:00:00Z eve@example.org welcome/download"
        #expect(try result(DemoTimeline.messages + [more]).summary.first == "unexpected: \(more)")
        let twice = try result(DemoTimeline.messages + [gone])
        #expect(twice.summary.first == "a message was accepted twice")
        #expect(!twice.isExpected)
        #expect(try !result([]).isExpected)
    }

    @Test("Is not content with another move, another reward, or a fault")
    func journeyDiffers() throws {
        let good = try result(DemoTimeline.messages)
        let lost = DemoResult(
            messages: good.messages, moves: Array(DemoTimeline.moves.dropLast()), earnings: DemoTimeline.earnings,
            inbox: "", home: "")
        #expect(lost.summary.first == "missing:    \(DemoTimeline.moves.last ?? "")")
        let paid = DemoResult(
            messages: good.messages, moves: DemoTimeline.moves, earnings: DemoTimeline.earnings + ["mia 1.00 EUR"],
            inbox: "", home: "")
        #expect(paid.summary.first == "unexpected: mia 1.00 EUR")
        let wrong = DemoResult(
            messages: good.messages, moves: DemoTimeline.moves, earnings: DemoTimeline.earnings,
            faults: ["people at aware: 1 kept, 2 counted"], inbox: "", home: "")
        #expect(!wrong.isExpected && wrong.summary.first == "people at aware: 1 kept, 2 counted")
    }

    @Test("Has a dozen people in its script, two of whom move by accident")
    func cast() throws {
        #expect(DemoContact.all.count == 12)
        let accidental = DemoTimeline.moves.filter { $0.contains(": accidental, ") }
        #expect(Set(accidental.map { $0.split(separator: " ")[1] }) == ["yuki@example.net", "ben@example.com"])
        let told = Set(DemoScript.scenes.compactMap(\.who))
        #expect(told == Set(DemoContact.all.map(\.id)))
    }

    @Test("Shows a message with its time, its step, its recipient, the relay's code and its subject")
    func line() throws {
        let message = DemoResult.Message(
            at: Self.moment, recipient: try EmailAddress("sam@example.org"),
            message: "welcome/download", subject: "Here it is", clock: .utc, reply: Reply(code: 250))
        #expect(
            message.line
                == "Mon 2026-03-02 08:00 UTC\n  welcome/download         to sam@example.org        250  Here it is")
    }
}

extension DemoScene {
    /// Who does it; nil when it is nobody of the demo's people.
    fileprivate var who: String? {
        switch deed {
        case .event(_, let who, _, _), .unsubscribes(let who): who
        case .visits, .ledger: nil
        }
    }
}
