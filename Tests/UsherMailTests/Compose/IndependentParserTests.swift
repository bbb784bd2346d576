import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherMail

/// Python's `email` package reads what we write: a parser that we did not make, with opinions of its own.
@Suite("An independent parser")
struct IndependentParserTests {
    @Test(
        "opens 600 seeded messages without a defect, and finds every text as it was",
        .enabled(if: Python.isThereOrMustBe, "python3 is missing"))
    func corpus() async throws {
        let folder = try TemporaryFolder("corpus")
        var random = SeededGenerator(seed: 2026)
        var cases: [Case] = []
        for number in 0..<600 {
            let one = try Case(number, using: &random)
            try Data(one.message.bytes).write(to: URL(filePath: folder("\(number).eml")))
            cases.append(one)
        }
        try JSONEncoder().encode(cases.map(\.expected)).write(to: URL(filePath: folder("expected.json")))
        let said = try await Python.run(Python.readMessages, folder.path)
        #expect(said == "600 messages\n")
    }

    private struct Case {
        let message: OutgoingMessage
        let expected: [String: String]

        init(_ number: Int, using random: inout SeededGenerator) throws {
            var sources = number.isMultiple(of: 5) ? Samples.notice() : Samples.sources()
            let subject = "S\(number) " + WeirdText.random(longest: 1 + number % 60, using: &random)
            let name = number % 7 == 0 ? "" : WeirdText.random(longest: 1 + number % 25, using: &random)
            sources.sender.name = WeirdText.random(longest: 6, using: &random)
            sources.replyTo = Mailbox(
                name: WeirdText.random(longest: 6, using: &random), address: "people@shop.example")
            sources.unsubscribe.publicURL =
                "https://shop.example/" + String(repeating: "long-path/", count: number % 60)
            let local = String(repeating: "a", count: 1 + number % 64)
            message = try Samples.compose(
                subject: subject, sources: sources, name: name, to: "\(local)@customer.example", delivery: Int64(number)
            )
            expected = [
                "Subject": Self.trimmed(subject), "From": Self.trimmed(sources.sender.name),
                "Reply-To": Self.trimmed(sources.replyTo?.name ?? ""), "To": Self.trimmed(name),
                "address": "\(local)@customer.example",
                "page": sources.campaign == nil ? "" : sources.unsubscribe.publicURL ?? "",
                "text": "Hello Ann,\n\nhere is how: ☕\n", "html": "<p>Hello Ann,</p>\n<p>here is how: ☕</p>\n",
            ]
        }

        private static func trimmed(_ text: String) -> String {
            text.trimmingCharacters(in: CharacterSet(charactersIn: " "))
        }
    }
}
