import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("docs/configuration.md")
struct ConfigurationPageTests {
    /// The keys that a document knows, from what it says about one that it does not.
    private static func keys(in text: String, _ read: (Field) -> Void) throws -> [String] {
        let log = ProblemLog()
        read(try #require(YAMLText.root(of: text, file: "a.yaml", log: log)))
        let marker = "unknown key 'zzzzzzzzzzzz'; the keys here are "
        let problem = try #require(log.sorted.first { $0.message.hasPrefix(marker) })
        return problem.message.dropFirst(marker.count).split(separator: ",").map { String($0.drop { $0 == " " }) }
    }

    @Test("Has every key that is read")
    func everyKey() throws {
        let page = try Repository.text("docs/configuration.md")
        let names = DeclaredNames(attributes: ["a": AttributeDeclaration(type: .text)], events: [:])
        let stranger = "{ zzzzzzzzzzzz: 1 }"
        var keys: [String] = []
        for parent in [
            "", "shop: ", "smtp: ", "limits: ", "reload: ", "unsubscribe: ", "bounce: ", "sender: ", "links: ",
            "public: ", "keep: ", "receive: ", "alerts: ", "transactional: ",
        ] {
            keys += try Self.keys(in: parent + stranger) { _ = SettingsDocument.read($0) }
        }
        for text in [stranger, "{ imap: \(stranger) }"] {
            keys += try Self.keys(in: "receive: \(text)") { _ = SettingsDocument.read($0) }
        }
        for provider in ["", "mailgun: ", "postmark: ", "sendgrid: ", "ses: "] {
            let inside = provider.isEmpty ? stranger : "{ \(provider)\(stranger) }"
            keys += try Self.keys(in: "receive: { feedback: \(inside) }") { _ = SettingsDocument.read($0) }
        }
        keys += try Self.keys(in: "attributes: { a: \(stranger) }") { _ = SettingsDocument.read($0) }
        keys += try Self.keys(in: stranger) { _ = JourneyDocument.read($0) }
        keys += try Self.keys(in: "events: { a: \(stranger) }") { _ = JourneyDocument.read($0) }
        keys += try Self.keys(in: "events: { a: { low_score: \(stranger) } }") { _ = JourneyDocument.read($0) }
        let packages = ["packages: [ \(stranger) ]", "packages: [ { languages: { de: \(stranger) } } ]"]
        for text in [stranger] + packages { keys += try Self.keys(in: text) { _ = LadderDocument.read($0) } }
        for text in [stranger, "rules: [ \(stranger) ]"] {
            keys += try Self.keys(in: text) { _ = RewardsDocument.read($0, declared: names) }
        }
        keys += try Self.keys(in: "people: { a: \(stranger) }") { _ = SamplesDocument.read($0, declared: names) }
        let inside = ["call_to_action", "done_when", "starts_on", "offer", "utm"].map { "\($0): \(stranger)" }
        for campaign in [stranger, "steps: [ \(stranger) ]"] + inside {
            keys += try Self.keys(in: campaign) { _ = CampaignDocument.read($0, name: "a", declared: names) }
        }
        for test in ["attribute: a", "event: a"] {
            let condition = "steps: [ { only_if: { \(test), zzzzzzzzzzzz: 1 } } ]"
            keys += try Self.keys(in: condition) { _ = CampaignDocument.read($0, name: "a", declared: names) }
        }
        #expect(keys.count > 100)
        for key in Set(keys).sorted() {
            #expect(page.contains("`\(key)`") || page.contains("\(key): "), "'\(key)' is not on the page")
        }
    }
}
