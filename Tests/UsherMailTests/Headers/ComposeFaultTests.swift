import Testing
import UsherCore

@testable import UsherMail

@Suite("What cannot be composed")
struct ComposeFaultTests {
    @Test(
        "a name or a subject with a line break begins no header; in the shop's own names it stops every message",
        arguments: ["Ann\r\nBcc: eve@evil.example", "Ann\nX", "Ann\rX", "Ann\u{0}", "\r\n\r\n<script>"])
    func injection(text: String) throws {
        let plain = try #require(WireMessage(Samples.compose().bytes))
        let message = try #require(WireMessage(Samples.compose(subject: text, name: text).bytes))
        #expect(message["Bcc"] == nil && message.names == plain.names)
        #expect(throws: ComposeFault.lineBreak(.from)) {
            var sources = Samples.sources()
            sources.sender.name = text
            return try Samples.compose(sources: sources)
        }
        #expect(throws: ComposeFault.lineBreak(.replyTo)) {
            var sources = Samples.sources()
            sources.replyTo?.name = text
            return try Samples.compose(sources: sources)
        }
        #expect(throws: ComposeFault.lineBreak(.listID)) {
            var sources = Samples.sources()
            sources.shop["name"] = text
            return try Samples.compose(sources: sources)
        }
    }

    @Test("a campaign's name cannot add a header either")
    func campaignName() throws {
        var sources = Samples.sources()
        sources.campaign?.name = "excite\r\nBcc: eve@evil.example"
        sources.step = "é:\n"
        let message = try #require(WireMessage(Samples.compose(sources: sources).bytes))
        #expect(message["Feedback-ID"] == "excite--Bcc--eve-evil.example:----:marketing:shopexample")
        #expect(message["Bcc"] == nil)
    }

    @Test(
        "a subject with nothing to read stops the message",
        arguments: [
            ("", .empty(.subject)), (" \t", .empty(.subject)), ("\r\n", .empty(.subject)),
        ] as [(String, ComposeFault)])
    func subjects(text: String, fault: ComposeFault) {
        #expect(throws: fault) { try Samples.compose(subject: text) }
    }

    @Test(
        "what people are called is never taken for a mistake of the template, and what is too long is cut",
        arguments: [
            "{{x}}", "${y}", "Optional(z)", String(repeating: "é", count: 3000), "=?utf-8?q?x?=",
            "\u{85}\u{2028}A\u{202E}",
        ])
    func values(text: String) throws {
        let message = try #require(WireMessage(Samples.compose(subject: "Hi \(text)", name: text).bytes))
        #expect(message["Subject"]?.isEmpty == false)
    }

    @Test("sources that no message can be made from say which header is wrong", arguments: badSources)
    func sources(_ bad: BadSources) throws {
        var sources = Samples.sources()
        bad.change(&sources)
        #expect(throws: bad.fault) { try Samples.composer().frame(for: sources) }
    }

    struct BadSources: Sendable {
        let fault: ComposeFault
        let change: @Sendable (inout MessageSources) -> Void

        init(_ fault: ComposeFault, _ change: @escaping @Sendable (inout MessageSources) -> Void) {
            self.fault = fault
            self.change = change
        }
    }

    static let badSources: [BadSources] = [
        BadSources(.notAnAddress(.from, .noAt)) { $0.sender.address = "hello" },
        BadSources(.notAnAddress(.from, .controlCharacter)) { $0.sender.address = "a@b.example\r\nX: y" },
        BadSources(.notASCII(.from)) { $0.sender.address = "jörg@shop.example" },
        BadSources(.notAnAddress(.replyTo, .badLocalPart)) { $0.replyTo = Mailbox(name: "", address: "@") },
        BadSources(.notADomain(.messageID)) { $0.domain = "shop" },
        BadSources(.notADomain(.messageID)) { $0.domain = "shop.example\r\nX: y" },
        BadSources(.notADomain(.listID)) { $0.domain = (0..<50).map { _ in "abcd" }.joined(separator: ".") },
        BadSources(.badBounceDomain) { $0.bounceDomain = "" },
        BadSources(.badBounceDomain) { $0.bounceDomain = "a>b.example" },
        BadSources(.badUnsubscribeURL) { $0.unsubscribe.publicURL = "http://shop.example" },
        BadSources(.badUnsubscribeURL) { $0.unsubscribe.publicURL = "https://" },
        BadSources(.badUnsubscribeURL) { $0.unsubscribe.publicURL = "https://shop.example/?a=b" },
        BadSources(.badUnsubscribeURL) { $0.unsubscribe.publicURL = "https://shop.example/#a" },
        BadSources(.badUnsubscribeURL) { $0.unsubscribe.publicURL = "https://shop.example/>, <x" },
        BadSources(.badUnsubscribeURL) { $0.unsubscribe.publicURL = "https://shöp.example/" },
        BadSources(.badUnsubscribeURL) {
            $0.unsubscribe.publicURL = "https://shop.example/" + String(repeating: "a", count: 700)
        },
        BadSources(.notAnAddress(.listUnsubscribe, .noAt)) { $0.unsubscribe.mailto = "mailto:x" },
        BadSources(.notASCII(.listUnsubscribe)) { $0.unsubscribe.mailto = "jörg@shop.example" },
    ]

    @Test("a body that is not fit for the wire says which part and why")
    func bodies() throws {
        let composer = try Samples.composer()
        var rendered = Samples.rendered
        rendered.html = Array("a\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n".utf8)
        let fault = #expect(throws: ComposeFault.self) {
            try composer.compose(
                rendered, sources: Samples.sources(), delivery: DeliveryID(1), contact: ContactID(1),
                address: EmailAddress("ann@customer.example"), name: nil, composedAt: Samples.composedAt)
        }
        #expect(fault?.description == "the html part has a line that starts with a dot")
    }

    @Test("every fault is one sentence that names its header", arguments: HeaderField.allCases)
    func sentences(field: HeaderField) {
        let faults: [ComposeFault] = [
            .lineBreak(field), .tooLong(field), .empty(field), .notAnAddress(field, .noAt),
            .notASCII(field),
            .notADomain(field),
        ]
        for fault in faults {
            #expect(fault.description.contains("\(field.name)"))
            #expect(!fault.description.hasSuffix("."))
        }
    }
}
