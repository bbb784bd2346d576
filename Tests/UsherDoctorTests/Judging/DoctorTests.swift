import Testing
import TestSupport
import UsherCore
import UsherMail

@testable import UsherDoctor

@Suite("The doctor")
struct DoctorTests {
    @Test("finds nothing wrong where nothing is")
    func well() throws {
        let findings = try World().examine()
        #expect(findings.map(\.grade) == [Finding.Grade](repeating: .ok, count: 8), "\(findings)")
        #expect(findings.allSatisfy { $0.wanted == nil && $0.remedy == nil })
        #expect(
            findings.map(\.about) == [
                "SPF of bounces.shop.example", "DKIM record spring-rsa._domainkey.shop.example",
                "DKIM record spring-ed25519._domainkey.shop.example", "DMARC of shop.example",
                "alignment with shop.example", "MX of bounces.shop.example, for bounces",
                "MX of shop.example, for answers", "EHLO name mail.shop.example",
            ])
    }

    /// One record that is wrong, and the one sentence that it makes.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let kind: DNSQuestion.Kind
        let answer: DNSAnswer
        let grade: Finding.Grade
        let words: String
        var remedy: String?
        var testDescription: String { "\(name) \(kind.word) \(words)" }
    }

    private static func text(
        _ name: String, _ texts: [String], _ grade: Finding.Grade, _ words: String, remedy: String? = nil
    ) -> Case {
        let answer = texts.isEmpty ? DNSAnswer.none : .records(texts.map(DNSRecord.text))
        return Case(name: name, kind: .text, answer: answer, grade: grade, words: words, remedy: remedy)
    }

    private static let spf = "bounces.shop.example"
    private static let rsa = "spring-rsa._domainkey.shop.example"
    private static let other = "spring-ed25519._domainkey.shop.example"
    private static let dmarc = "_dmarc.shop.example"
    private static let chain = (1...11).map { "exists:e\($0).example" }.joined(separator: " ")

    static let cases: [Case] = [
        text(spf, [], .wrong, "there is no record", remedy: "IN TXT \"v=spf1"),
        text(spf, ["v=spf10 -all"], .wrong, "there is no record"),
        text(spf, ["v=spf1 -all", "v=spf1 ~all"], .wrong, "there are 2 records"),
        text(spf, ["v=spf1 include:_spf.relay.example +all"], .wrong, "whoever wants may send as you"),
        text(spf, ["v=spf1 include:_spf.relay.example all"], .wrong, "whoever wants may send as you"),
        text(
            spf, ["v=spf1 include:_spf.relay.example ?all"], .advice, "says nothing of others",
            remedy: "relay.example ~all\""),
        text(spf, ["v=spf1 include:_spf.relay.example"], .advice, "says nothing of others"),
        text(spf, ["v=spf1 include:nowhere.example -all"], .wrong, "nowhere.example, which has no SPF record"),
        text(
            spf, ["v=spf1 includes:_spf.relay.example -all"], .wrong, "'includes:_spf.relay.example' is no word of SPF"),
        text(spf, ["v=spf1 ip4:192.0.2.256 -all"], .wrong, "'ip4:192.0.2.256' names no address"),
        text(spf, ["v=spf1 ip4:192.0.2.0/33 -all"], .wrong, "names no address"),
        text(spf, ["v=spf1 ip6:192.0.2.1 -all"], .wrong, "names no address"),
        text(spf, ["v=spf1 include: -all"], .wrong, "'include:' names no domain"),
        text(spf, ["v=spf1 all:x"], .wrong, "has something behind 'all'"),
        text(spf, ["v=spf1 redirect=a.example redirect=b.example"], .wrong, "'redirect=' twice"),
        text(spf, ["v=spf1 \(chain) -all"], .wrong, "more than 10 times"),
        text(spf, ["v=spf1 include:bounces.shop.example -all"], .wrong, "leads back"),
        text("_spf.relay.example", ["v=spf1 include:bounces.shop.example -all"], .wrong, "leads back"),
        text("_spf.relay.example", ["v=spf1 nonsense"], .wrong, "'nonsense' is no word of SPF"),
        Case(
            name: spf, kind: .text, answer: .failed("Timeout"), grade: .unknown,
            words: "told of bounces.shop.example: Timeout"),
        Case(
            name: "_spf.relay.example", kind: .text, answer: .failed("Timeout"), grade: .unknown,
            words: "told of _spf.relay.example: Timeout"),
        text(rsa, [], .wrong, "there is no record", remedy: "IN TXT ( \"v=DKIM1; k=rsa"),
        text(rsa, ["v=DKIM1; k=rsa; p="], .wrong, "revoked"),
        text(rsa, ["v=DKIM1; k=rsa; p=AAAA"], .wrong, "another key's"),
        text(rsa, ["v=DKIM1; k=ed25519; p=AAAA"], .wrong, "a key of another kind"),
        text(rsa, ["k=rsa p"], .wrong, "is no DKIM record"),
        text(rsa, ["v=DKIM1; p=AAAA", "v=DKIM1; p=BBBB"], .wrong, "there are 2 records"),
        text(other, ["v=DKIM1; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="], .wrong, "a key of another kind"),
        text(dmarc, [], .wrong, "there is no policy", remedy: "_dmarc.shop.example. 3600 IN TXT \"v=DMARC1; p=none"),
        text(dmarc, ["v=DMARC1; rua=mailto:x@shop.example"], .wrong, "has no policy"),
        text(dmarc, ["v=DMARC1; p=reject", "v=DMARC1; p=none"], .wrong, "there are 2 records"),
        text(
            dmarc, ["v=DMARC1; p=reject; aspf=s"], .advice, "the envelope (bounces.shop.example) is not",
            remedy: "_dmarc.shop.example. 3600 IN TXT \"v=DMARC1; p=reject\""),
        Case(
            name: spf, kind: .mail, answer: .none, grade: .wrong, words: "there is none, and no address",
            remedy: "IN MX 10"),
        Case(
            name: spf, kind: .mail, answer: .records([.mail(preference: 0, host: ".")]), grade: .wrong,
            words: "a null MX"),
        Case(
            name: spf, kind: .mail, answer: .records([.mail(preference: 0, host: "")]), grade: .wrong,
            words: "a null MX"),
        Case(
            name: spf, kind: .mail, answer: .records([.mail(preference: 5, host: "lost.example")]), grade: .wrong,
            words: "lost.example has no address"),
        Case(
            name: spf, kind: .mail,
            answer: .records([
                .mail(preference: 5, host: "lost.example"), .mail(preference: 9, host: "mx.shop.example"),
            ]),
            grade: .advice, words: "lost.example has no address"),
        Case(name: "shop.example", kind: .mail, answer: .none, grade: .wrong, words: "there is none, and no address"),
        Case(name: "mail.shop.example", kind: .address, answer: .none, grade: .advice, words: "it has no address"),
        Case(
            name: "2.2.0.192.in-addr.arpa", kind: .reverse, answer: .records([.name("host.provider.example")]),
            grade: .advice, words: "192.0.2.2 leads back to host.provider.example",
            remedy: "2.2.0.192.in-addr.arpa. 3600 IN PTR mail.shop.example."),
        Case(
            name: "2.2.0.192.in-addr.arpa", kind: .reverse, answer: .none, grade: .advice,
            words: "192.0.2.2 leads back to nothing"),
    ]

    @Test("says of each single record that is wrong just that", arguments: cases)
    func wrong(_ one: Case) throws {
        var world = try World()
        world.answers[DNSQuestion(one.name, one.kind)] = one.answer
        let bad = world.examine().filter { $0.grade != .ok }
        #expect(bad.map(\.grade) == [one.grade], "\(bad)")
        let finding = try #require(bad.first)
        #expect(finding.found.contains(one.words), "\(finding.found)")
        #expect(finding.wanted != nil && !finding.lacksRemedy, "\(finding)")
        if let remedy = one.remedy { #expect(finding.remedy?.contains(remedy) == true, "\(finding)") }
        #expect(finding.lines.allSatisfy { !$0.contains("\n") })
        #expect(finding.isUnanswered == (one.grade == .unknown))
    }

    @Test("a test key is advice, and so is a domain without MX that has an address")
    func advice() throws {
        var world = try World()
        let record = try #require(DKIMRecord.all(of: world.keys, domain: "shop.example").first)
        world.answers[DNSQuestion(record.name, .text)] = World.text("\(record.value); t=y:s")
        world.answers[DNSQuestion("bounces.shop.example", .mail)] = DNSAnswer.none
        world.answers[DNSQuestion("bounces.shop.example", .address)] = .records([.address("192.0.2.9")])
        let bad = world.examine().filter { $0.grade != .ok }
        #expect(bad.map(\.grade) == [.advice, .advice])
        #expect(
            bad.map(\.found) == [
                "it says that signing is a test (t=y)", "there is none; mail goes to its address 192.0.2.9",
            ])
    }

    /// What the settings say, and what of it is not ok.
    @Test("knows who signs, and what is aligned without a signature")
    func settings() throws {
        func said(_ change: (inout World) -> Void) throws -> [String] {
            var world = try World()
            change(&world)
            return world.examine().filter { $0.grade != .ok }.map { "\($0.grade) \($0.found)" }
        }
        #expect(
            try said { $0.settings.dkim = .relay } == ["unknown the relay signs, under names that are not known here"])
        #expect(try said { $0.settings.dkim = nil } == ["advice nobody said who signs"])
        let elsewhere = try said {
            $0.settings.dkim = .relay
            $0.settings.bounceDomain = "bounces.other.example"
            for kind in [DNSQuestion.Kind.text, .mail] {
                $0.answers[DNSQuestion("bounces.other.example", kind)] =
                    $0.answers[DNSQuestion("bounces.shop.example", kind)]
            }
        }
        #expect(elsewhere.last == "wrong the envelope (bounces.other.example) is not aligned, and Usher does not sign")
        #expect(
            try said { $0.settings.dkim = .keys("lost") }.first?.hasPrefix("unknown there are no DKIM keys 'lost'")
                == true)
        #expect(try said { $0.settings.smtp?.helo = nil } == ["advice it is no full name"])
        let above = try said {
            $0.settings.sender.address = "hello@news.shop.example"
            $0.settings.dkim = .relay
        }
        #expect(above.count == 1, "a policy of the domain above counts, and its alignment: \(above)")
    }

    static let addresses: [(address: String, reverse: String?)] = [
        ("192.0.2.1", "1.2.0.192.in-addr.arpa"),
        ("2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"),
        ("::", "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa"),
        ("1:2:3:4:5:6:7:8", "8.0.0.0.7.0.0.0.6.0.0.0.5.0.0.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.ip6.arpa"),
        ("192.0.2", nil), ("", nil), ("1:2", nil), ("::1::", nil), ("12345::", nil), ("g::", nil),
    ]

    @Test("turns an address round", arguments: addresses)
    func reverse(_ one: (address: String, reverse: String?)) {
        #expect(NameJudge.reverseName(one.address) == one.reverse)
    }
}
