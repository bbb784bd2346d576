import Testing
import UsherCore

@testable import UsherDoctor

/// What SPF records do to receivers beside the faults of the doctor's table: redirects, includes, limits, words.
@Suite("The doctor on SPF")
struct SPFJudgeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        var others: [String: String] = [:]
        let grade: Finding.Grade
        var words = ""
        /// What to publish; nil where nothing is offered.
        var offered: String?
        /// What to look at, where no record can be offered.
        var command: String?
        var testDescription: String { "\(text) \(others)" }
    }

    private static func redirect(_ target: String, _ grade: Finding.Grade, _ offered: String?) -> Case {
        Case(
            text: "v=spf1 redirect=_spf.relay.example", others: ["_spf.relay.example": target], grade: grade,
            offered: offered)
    }

    /// Where nobody is left who may send.
    private static func empty(_ end: String) -> String { "v=spf1 include:YOUR-RELAYS-DOMAIN \(end)" }
    private static let including = "v=spf1 include:_spf.relay.example ~all"

    static let cases: [Case] = [
        // With `all`, `redirect=` means nothing (RFC 7208 6.1): the remedy includes what it names.
        redirect("v=spf1 ip4:192.0.2.0/24", .advice, including),
        redirect("v=spf1 ip4:192.0.2.0/24 ?all", .advice, including),
        redirect("v=spf1 ip4:192.0.2.0/24 -all", .ok, nil),
        redirect("v=spf1 +all", .wrong, empty("~all")),
        Case(
            text: "v=spf1 redirect=_spf.relay.example ~all",
            others: ["_spf.relay.example": "v=spf1 ip4:192.0.2.0/24 -all"], grade: .wrong,
            words: "no receiver reads 'redirect=_spf.relay.example'", offered: including),
        Case(
            text: "v=spf1 -all include:_spf.relay.example",
            others: ["_spf.relay.example": "v=spf1 ip4:192.0.2.0/24 -all"], grade: .wrong,
            words: "no receiver reads 'include:_spf.relay.example'",
            offered: "v=spf1 include:_spf.relay.example -all"),
        Case(text: "v=spf1 ip4:192.0.2.1 ?ALL", grade: .advice, offered: "v=spf1 ip4:192.0.2.1 ~all"),
        // What an include takes is taken (RFC 7208 5.2); what it refuses is not.
        Case(
            text: "v=spf1 include:a.example -all", others: ["a.example": "v=spf1 +all"], grade: .wrong,
            words: "by 'include:a.example': whoever wants may send as you", offered: empty("-all")),
        Case(
            text: "v=spf1 include:a.example -all",
            others: ["a.example": "v=spf1 include:b.example -all", "b.example": "v=spf1 all"], grade: .wrong,
            words: "by 'include:a.example'", offered: empty("-all")),
        Case(text: "v=spf1 include:a.example -all", others: ["a.example": "v=spf1 -all"], grade: .ok),
        Case(text: "v=spf1 include:a.example -all", others: ["a.example": "v=spf1 ?all"], grade: .ok),
        Case(text: "v=spf1 ip4:0.0.0.0/0 -all", grade: .wrong, words: "by 'ip4:0.0.0.0/0'", offered: empty("-all")),
        Case(
            text: "v=spf1 ip4:0.0.0.0/0 ip4:192.0.2.1 +all", grade: .wrong, words: "by 'ip4:0.0.0.0/0'",
            offered: "v=spf1 ip4:192.0.2.1 ~all"),
        Case(
            text: "v=spf1 exp=e.shop.example +all", grade: .wrong,
            offered: "v=spf1 include:YOUR-RELAYS-DOMAIN exp=e.shop.example ~all"),
        // A word that cannot be: what your relay says stands in its place.
        Case(
            text: "v=spf1 ip4:192.0.2.1 includes:relay.example -all", grade: .wrong, words: "is no word of SPF",
            offered: "v=spf1 ip4:192.0.2.1 include:YOUR-RELAYS-DOMAIN -all"),
        Case(text: "v=spf1 include:shop.example ~all", grade: .wrong, words: "leads back", offered: empty("~all")),
        Case(text: "v=spf1 redirect=gone.example", grade: .wrong, words: "has no SPF record", offered: empty("~all")),
        Case(
            text: "v=spf1 include:a.example -all", others: ["a.example": "v=spf1 nonsense"], grade: .wrong,
            words: "the record of a.example", command: "dig +short TXT a.example"),
        Case(text: "v=spf1 ip6:::/0 -all", grade: .wrong, words: "by 'ip6:::/0'", offered: empty("-all")),
        Case(
            text: "v=spf1 a:b.example/1 -all", others: ["b.example A": "192.0.2.1"], grade: .wrong,
            words: "by 'a:b.example/1'", offered: empty("-all")),
        Case(text: "v=spf1 -ip4:0.0.0.0/0 -all", grade: .ok),
        // RFC 7208 4.6.4.
        Case(
            text: "v=spf1 a:x.example mx:y.example exists:z.example -all", grade: .wrong,
            words: "3 of its look-ups lead to nothing (a:x.example, mx:y.example, exists:z.example)",
            offered: empty("-all")),
        Case(
            text: "v=spf1 A mx/24 exists:z.example ip4:192.0.2.1 -all", grade: .wrong,
            words: "3 of its look-ups lead to nothing", offered: "v=spf1 ip4:192.0.2.1 -all"),
        Case(text: "v=spf1 a:x.example mx:y.example exists:%{i}.z.example -all", grade: .ok),
        Case(text: "v=spf1 a mx exists:z.example -all", others: ["shop.example A": "192.0.2.1"], grade: .ok),
        Case(
            text: "v=spf1 mx:many.example -all", grade: .wrong, words: "'mx:many.example' leads to 11 hosts",
            command: "dig +short MX many.example"),
        Case(text: "v=spf1 a:silent.example -all", grade: .unknown, words: "told of silent.example"),
    ]

    @Test("says what a receiver makes of it, and offers nothing that breaks it", arguments: cases)
    func judged(_ one: Case) {
        let finding = judge(one.text, one.others)
        #expect(finding.grade == one.grade && (one.words.isEmpty || finding.found.contains(one.words)), "\(finding)")
        #expect(finding.remedy == one.offered.map { "shop.example. 3600 IN TXT \"\($0)\"" } ?? one.command)
        #expect(!finding.lacksRemedy, "\(finding)")
        #expect(finding.isUnanswered == (one.grade == .unknown))
        // Whoever publishes what is offered is not told to do something else.
        guard let offered = one.offered?.replacing("YOUR-RELAYS-DOMAIN", with: "good.relay.example") else { return }
        #expect(judge(offered, one.others).grade == .ok, "\(judge(offered, one.others))")
    }

    private func judge(_ text: String, _ others: [String: String]) -> Finding {
        SPFJudge.judge("shop.example") { question in
            if question.name == "silent.example" { return .failed("Timeout") }
            if question.name == "good.relay.example" { return .records([.text("v=spf1 ip4:192.0.2.9 -all")]) }
            if question == DNSQuestion("many.example", .mail) {
                return .records((1...11).map { .mail(preference: $0, host: "mx\($0).many.example") })
            }
            if question == DNSQuestion("shop.example", .text) { return .records([.text(text)]) }
            if question.kind == .text, let text = others[question.name] { return .records([.text(text)]) }
            if question.kind == .address, let address = others["\(question.name) A"] {
                return .records([.address(address)])
            }
            return .noSuchName
        }
    }

    /// RFC 7208 4.6.1, 5, 7.1, 12.
    static let words: [(word: String, isOne: Bool)] = [
        ("a/24", true), ("a//64", true), ("a/24//64", true), ("a:b.example/0//0", true), ("mx/32", true),
        ("a/abc", false), ("a/", false), ("a/33", false), ("a/024", false), ("a/24/64", false), ("a//129", false),
        ("mx:x/99", false), ("mx:x", false), ("mx:x.example/99", false), ("mx:x.example/abc", false), ("a/+8", false),
        ("ptr", true), ("ptr:b.example", true), ("ptr/24", false),
        ("ip4:192.0.2.1", true), ("ip4:192.0.2.0/24", true), ("ip4:+1.2.3.4", false), ("ip4:1.2.3.04", false),
        ("ip4:1.2.3.4/+8", false), ("ip4:1.2.3.4/08", false), ("ip4:1.2.3.4//8", false), ("ip4", false),
        ("ip4:1.2.3", false), ("ip6:1:2", false), ("ip6:::1", true), ("ip6:2001:db8::/32", true),
        ("ip6:::ffff:192.0.2.1", true), ("ip6:::1::", false), ("ip6:fe80::1%eth0", false), ("ip6:::1/129", false),
        ("include:relay", false), ("include:relay.123", false), ("include:relay.example.", true),
        ("include:_spf.%{d2}", true), ("include:%{ir}.%{v}._spf.%{d}", true), ("include:%{x}.example", false),
        ("include:%d.example", false), ("include:a%%b.example", true), ("include:relay.-x", false),
        ("include:b\u{fc}ro.example", false), ("exists:%{l1r+-}._spf.%{d}", true), ("exists:", false),
        ("redirect=relay", false), ("exp=explain.%{d}", true), ("exp=x", false), ("x-y=anything", true),
        ("=x", false), ("1=x", false), ("redirect:a.example", false), ("ip5:1.2.3.4", false), ("-", false),
    ]

    @Test("reads words as receivers do", arguments: words)
    func syntax(_ one: (word: String, isOne: Bool)) {
        let finding = judge("v=spf1 \(one.word) -all", [:])
        #expect(finding.found.contains("cannot be read") != one.isOne, "\(finding.found)")
    }
}
