import Testing
import UsherCore

@testable import UsherDoctor

/// Whose a domain is, by the walk of RFC 9989 4.10, and what follows for policy and alignment.
@Suite("The doctor on DMARC")
struct DMARCJudgeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var from = "news.shop.example"
        var envelope = "bounces.shop.example"
        let records: [String: [String]]
        /// Of the policy, and of the alignment where there is one.
        let said: [String]
    }

    private static let none = "v=DMARC1; p=none"
    private static let isAligned = "ok the envelope (bounces.shop.example) is aligned"
    private static let isNot = "wrong the envelope (bounces.shop.example) is not aligned"

    static let cases: [Case] = [
        Case(
            testDescription: "the record nearest is the policy, the one with the fewest labels the organisation",
            records: ["news.shop.example": [none], "shop.example": ["v=DMARC1; p=reject"]],
            said: ["ok '\(none)'", isAligned]),
        Case(
            testDescription: "without one of its own the organisation's is the policy, not what stands between",
            from: "a.news.shop.example",
            records: ["news.shop.example": [none], "shop.example": ["v=DMARC1; p=reject"]],
            said: ["ok 'v=DMARC1; p=reject', of shop.example", isAligned]),
        Case(
            testDescription: "a record of its own alone makes no organisation of what is above",
            records: ["news.shop.example": [none]], said: ["ok '\(none)'", isNot]),
        Case(
            testDescription: "psd=n ends the walk",
            records: ["news.shop.example": ["\(none); psd=n"], "shop.example": [none]],
            said: ["ok '\(none); psd=n'", isNot]),
        Case(
            testDescription: "psd=n of the envelope's domain makes an organisation of it",
            records: ["bounces.shop.example": ["\(none); psd=n"], "shop.example": [none]],
            said: ["ok '\(none)', of shop.example", isNot]),
        Case(
            testDescription: "below a registry each name is an organisation",
            from: "shop.co.example", envelope: "bounces.other.co.example",
            records: ["co.example": ["v=DMARC1; p=reject; psd=y"]],
            said: [
                "advice there is none but the registry's, of co.example: 'v=DMARC1; p=reject; psd=y'",
                "wrong the envelope (bounces.other.co.example) is not aligned",
            ]),
        Case(
            testDescription: "and all of one name are aligned",
            from: "news.shop.co.example", envelope: "bounces.shop.co.example",
            records: ["co.example": ["v=DMARC1; p=reject; psd=y"], "shop.co.example": [none]],
            said: ["ok '\(none)', of shop.co.example", "ok the envelope (bounces.shop.co.example) is aligned"]),
        Case(
            testDescription: "a top-level domain is a registry's without saying so",
            from: "shop.example", envelope: "bounces.other.example", records: ["example": [none]],
            said: [
                "advice there is none but the registry's, of example: '\(none)'",
                "wrong the envelope (bounces.other.example) is not aligned",
            ]),
        Case(
            testDescription: "a registry that sends mail itself is its own organisation",
            from: "co.example", envelope: "mail.co.example", records: ["co.example": ["\(none); psd=y"]],
            said: ["ok '\(none); psd=y'", "wrong the envelope (mail.co.example) is not aligned"]),
        Case(
            testDescription: "what does not begin with the version is passed over",
            records: ["news.shop.example": ["p=none; v=DMARC1"], "shop.example": [none]],
            said: ["ok '\(none)', of shop.example", isAligned]),
        Case(
            testDescription: "the version is written in capitals",
            records: ["news.shop.example": ["v=dmarc1; p=none"], "shop.example": [none]],
            said: ["wrong 'v=dmarc1; p=none' is no record"]),
        Case(
            testDescription: "another version is none", from: "shop.example",
            records: ["shop.example": ["v=DMARC10; p=none"]], said: ["wrong 'v=DMARC10; p=none' is no record"]),
        Case(
            testDescription: "white space around the version means nothing", from: "shop.example",
            records: ["shop.example": ["v = DMARC1 ; p=none"]],
            said: ["ok 'v = DMARC1 ; p=none'", isAligned]),
        Case(
            testDescription: "several above are none, and said",
            records: ["shop.example": [none, none]],
            said: ["wrong there are 2 records at _dmarc.shop.example, and receivers take none"]),
        Case(
            testDescription: "several on the way are passed over", from: "a.news.shop.example",
            records: ["news.shop.example": [none, none], "shop.example": [none]],
            said: ["ok '\(none)', of shop.example", isAligned]),
        Case(
            testDescription: "strict takes only From's own", from: "shop.example",
            records: ["shop.example": ["v=DMARC1; aspf=s; p=none"]],
            said: ["ok 'v=DMARC1; aspf=s; p=none'", isNot]),
    ]

    @Test("knows whose a domain is", arguments: cases)
    func organizations(_ one: Case) {
        let said = judge(one).map { "\($0.grade) \($0.found)" }
        #expect(
            said.count == one.said.count && zip(said, one.said).allSatisfy { $0.hasPrefix($1) }, "\(said)")
    }

    private func judge(_ one: Case) -> [Finding] {
        DMARCJudge.judge(from: one.from, envelope: one.envelope, signs: false) { question in
            guard question.name.hasPrefix("_dmarc."), question.kind == .text,
                let texts = one.records[String(question.name.dropFirst("_dmarc.".count))]
            else { return .noSuchName }
            return .records(texts.map(DNSRecord.text))
        }
    }

    @Test("asks for eight names of a long one at most, and says who did not answer")
    func walk() {
        var asked: [String] = []
        let from = "a.b.c.d.e.f.g.h.i.j.mail.shop.example"
        _ = DMARCJudge.judge(from: from, envelope: from, signs: false) { question in
            asked.append(question.name)
            return .noSuchName
        }
        #expect(
            Set(asked)
                == Set(
                    [
                        from, "g.h.i.j.mail.shop.example", "h.i.j.mail.shop.example", "i.j.mail.shop.example",
                        "j.mail.shop.example", "mail.shop.example", "shop.example", "example",
                    ].map { "_dmarc.\($0)" }))
        let silent = DMARCJudge.judge(from: "shop.example", envelope: "b.shop.example", signs: true) { question in
            question.name == "_dmarc.shop.example" ? .records([.text("v=DMARC1; p=none")]) : .failed("Timeout")
        }
        #expect(silent.map(\.grade) == [.ok, .unknown] && silent.last?.isUnanswered == true, "\(silent)")
    }

    @Test("offers the policy without what makes it strict")
    func strict() {
        let findings = DMARCJudge.judge(from: "shop.example", envelope: "b.shop.example", signs: true) { _ in
            .records([.text("v=DMARC1; p=reject; aspf=s; rua=mailto:a@shop.example")])
        }
        #expect(
            findings.last?.remedy
                == "_dmarc.shop.example. 3600 IN TXT \"v=DMARC1; p=reject; rua=mailto:a@shop.example\"")
    }
}
