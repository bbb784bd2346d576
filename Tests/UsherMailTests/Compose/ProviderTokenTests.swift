import Foundation
import TestSupport
import Testing
import UsherCore

@testable import UsherMail

@Suite("What a message gives to those who deliver it")
struct ProviderTokenTests {
    private func message(_ providers: [FeedbackProvider]?) throws -> String {
        var sources = Samples.sources()
        sources.toldTo = providers
        return String(decoding: try Samples.compose(sources: sources).bytes, as: UTF8.self)
    }

    @Test("is its return token, in the field that the provider posts back")
    func fields() throws {
        let text = try message([.mailgun, .postmark, .sendgrid]).replacing("\r\n ", with: " ")
        let rows: [(name: String, pattern: Regex<(Substring, Substring)>)] = [
            ("X-Mailgun-Variables", /\{ "usher": "([a-z2-7]+)"\}/), ("X-PM-Metadata-usher", /([a-z2-7]+)/),
            ("X-SMTPAPI", /\{"unique_args": \{"usher": "([a-z2-7]+)"\}\}/),
        ]
        for (name, pattern) in rows {
            let line = try #require(text.components(separatedBy: "\r\n").first { $0.hasPrefix("\(name): ") })
            let found = try #require(line.dropFirst(name.count + 2).wholeMatch(of: pattern), "\(line)")
            #expect(try Samples.composer().seal.token(address: found.1) == .bounce(DeliveryID(42)))
        }
        let head = try #require(
            try message([.mailgun, .postmark, .sendgrid]).components(separatedBy: "\r\n\r\n").first)
        #expect(head.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 })
    }

    @Test("is in no message where none of them is set up, and no signature holds it: they take it out")
    func others() throws {
        #expect(try message(nil) == (try message([.ses])))
        #expect(!(try message(nil)).contains("usher\":"))
        let folder = try TemporaryFolder("dkim")
        try DKIMKeyFolder(state: folder.path, environment: [:]).add(Samples.dkimKeys())
        var sources = Samples.sources()
        sources.toldTo = [.sendgrid, .mailgun, .postmark]
        let signed = try Samples.signed(Samples.signingComposer(state: folder.path), with: "test", sources: sources)
        let names = String(decoding: signed.bytes, as: UTF8.self).components(separatedBy: " bh=").dropLast().joined()
        #expect(names.contains("Message-ID:") && !names.contains("X-"))
    }
}
