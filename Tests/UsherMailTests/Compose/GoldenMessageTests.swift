import Foundation
import Testing
import UsherCore

@testable import UsherMail

/// The files in `Golden` are whole messages. A change to one is a change of what people receive, and of what a retry
/// after an upgrade sends. After a wanted change: delete the file, run the test (it fails and writes the file), read
/// the difference.
@Suite("Golden messages")
struct GoldenMessageTests {
    @Test("a marketing message, octet for octet")
    func marketing() throws {
        let subject = "Änne, three ways to brew it – and one that nobody ever told you about ☕️"
        try check(
            "marketing.eml",
            Samples.compose(subject: subject, name: "Änne Lée, the one with the long and rather beautiful name"))
    }

    @Test("a notice, octet for octet")
    func notice() throws {
        try check("notice.eml", Samples.compose(subject: "Please confirm", sources: Samples.notice(), name: nil))
    }

    private func check(_ name: String, _ message: OutgoingMessage) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
            path: "Golden/\(name)")
        guard let golden = try? Data(contentsOf: file) else {
            try Data(message.bytes).write(to: file)
            Issue.record("\(name) was missing; it is written now")
            return
        }
        #expect(String(decoding: message.bytes, as: UTF8.self) == String(decoding: golden, as: UTF8.self))
    }
}
