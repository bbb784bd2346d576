import TestSupport
import UsherCore
import UsherMail

@testable import UsherDoctor

/// A shop of which everything is right, and the DNS that says so; a case makes one thing wrong.
struct World {
    let folder: TemporaryFolder
    let keys: DKIMKeys
    var settings: Settings
    var answers: [DNSQuestion: DNSAnswer]

    private static let keys = Result { try DKIMKeys.make(name: "spring", now: Timestamp(seconds: 1)) }

    init() throws {
        folder = try TemporaryFolder("doctor")
        keys = try Self.keys.get()
        try DKIMKeyFolder(state: folder.path, environment: [:]).add(keys)
        settings = Settings(
            sender: Mailbox(name: "Shop", address: "hello@shop.example"),
            replyTo: Mailbox(name: "", address: "help@shop.example"),
            smtp: SMTPSettings(host: "relay.example", port: 587, helo: "mail.shop.example"),
            bounceDomain: "bounces.shop.example", dkim: .keys("spring"))
        answers = [
            DNSQuestion("bounces.shop.example", .text): Self.text(
                "v=spf1 include:_spf.relay.example -all", "other text"),
            DNSQuestion("_spf.relay.example", .text): Self.text("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"),
            DNSQuestion("_dmarc.shop.example", .text): Self.text("v=DMARC1; p=none; rua=mailto:dmarc@shop.example"),
            DNSQuestion("bounces.shop.example", .mail): .records([.mail(preference: 10, host: "mx.shop.example")]),
            DNSQuestion("shop.example", .mail): .records([.mail(preference: 10, host: "mx.shop.example")]),
            DNSQuestion("mx.shop.example", .address): .records([.address("192.0.2.1")]),
            DNSQuestion("mail.shop.example", .address): .records([.address("192.0.2.2")]),
            DNSQuestion("2.2.0.192.in-addr.arpa", .reverse): .records([.name("mail.shop.example")]),
        ]
        for record in DKIMRecord.all(of: keys, domain: "shop.example") {
            answers[DNSQuestion(record.name, .text)] = Self.text(record.value)
        }
    }

    static func text(_ texts: String...) -> DNSAnswer { .records(texts.map(DNSRecord.text)) }

    func examine() -> [Finding] {
        Doctor(
            settings: settings, keys: DKIMKeyFolder(state: folder.path, environment: [:]), hostName: "host",
            lookup: { answers[$0] ?? .noSuchName }
        ).examine()
    }
}
