import Testing
import UsherCore
import UsherCurl

@testable import UsherDoctor

@Suite("A message as it is shown")
struct MessageJudgeTests {
    private static let words: String =
        "Dear reader, this letter tells how paper boats are folded from yesterday's news."

    private func judge(
        _ html: String? = nil, text: String? = nil, spam: SpamAnswer = .score(program: "spamc", 0.5, limit: 5)
    ) -> [Finding] {
        let html = html ?? "<p>\(Self.words)</p>"
        return MessageJudge.judge(
            MessageJudge.Facts(size: 4000, html: Array(html.utf8), text: text ?? Self.words, spam: spam))
    }

    private func bad(_ findings: [Finding]) -> [String] {
        findings.filter { $0.grade != .ok }.map { "\($0.grade) \($0.about): \($0.found)" }
    }

    @Test("finds nothing wrong where nothing is")
    func well() {
        let findings = judge("<p>\(Self.words)</p><img src='a.png' alt='A boat'><img src='b.png' alt=''>")
        #expect(bad(findings).isEmpty)
        #expect(
            findings.map(\.found) == [
                "4 KB, of which 1 KB are HTML", "2 pictures, none without words", "it has 100 of 100 words of the HTML",
                "none of the 13 things that are known here to be missing in some", "spamc gives 0.5 of 5.0",
            ])
    }

    @Test("size, at the bound and around it")
    func size() {
        func grade(_ count: Int) -> Finding.Grade? {
            let html = "<p>\(Self.words)</p>"
            return judge(html + "<!--" + String(repeating: "x", count: count - html.utf8.count - 7) + "-->").first?
                .grade
        }
        #expect(grade(90_000) == .ok)
        #expect(grade(104_448) == .advice)
        #expect(grade(104_449) == .wrong)
    }

    @Test("pictures without words, and a text part that is another message or none")
    func parts() {
        #expect(
            bad(judge("<p>\(Self.words)</p><img src='a.png'><img src='b.png' alt=''>"))
                == ["advice pictures: 1 of 2 have no 'alt': a.png"])
        #expect(bad(judge(text: "  \n")) == ["wrong text part: there is none"])
        #expect(
            bad(judge(text: "Something quite different altogether"))
                == ["advice text part: it has 0 of 100 words of the HTML"])
    }

    static let gaps: [(html: String, name: String)] = [
        ("<p style='position: absolute'>", "position"), ("<p style='float:left'>", "float"),
        ("<td style='background-image:url(x.png)'>", "background-image"),
        ("<td style='background: #fff url(x.png)'>", "background-image"),
        ("<style>.a { display: flex }</style>", "display: flex"),
        ("<p style='DISPLAY:inline-grid!important'>", "display: grid"),
        ("<style>:root { --ink: black }</style>", "variables of CSS"),
        ("<style>@font-face { font-family: X }</style>", "@font-face"),
        ("<img alt='' src='https://a.example/x.SVG?v=1'>", "pictures in SVG"),
        ("<img alt='' src='x.webp'>", "pictures in WebP"),
        ("<img alt='' src='data:image/png;base64,AA'>", "pictures inside the HTML (data:)"),
        ("<svg></svg>", "<svg>"), ("<video></video>", "<video>"), ("<form></form>", "<form>"),
    ]

    @Test("says of each thing that a client does not show just that", arguments: gaps)
    func clients(_ one: (html: String, name: String)) {
        let found = judge("<p>\(Self.words)</p>" + one.html).filter { $0.about.hasPrefix("mail clients") }
        #expect(found.map(\.about) == ["mail clients: \(one.name)"])
        #expect(found.map(\.grade) == [.advice])
    }

    static let harmless: [String] = [
        "<p style='position:static; float:none; display:block; background:#fff'>", "<p style='display:none'>",
        "<!--[if mso]><form></form><![endif]-->", "<img alt='' src='x.png'>",
        "<style>.flex:hover { color: red }</style>",
    ]

    @Test("and nothing of what every client shows", arguments: harmless)
    func shown(_ html: String) { #expect(bad(judge("<p>\(Self.words)</p>" + html)).isEmpty) }

    @Test("the table has each thing once, and says when it was tested")
    func table() {
        #expect(Set(MailClientGap.all.map(\.name)).count == MailClientGap.all.count)
        #expect(Set(Self.gaps.map(\.name)) == Set(MailClientGap.all.map(\.name)))
        #expect(MailClientGap.all.allSatisfy { $0.tested.wholeMatch(of: /20[0-9]{2}-[01][0-9]/) != nil })
    }

    static let scores: [(answer: SpamAnswer, words: String)] = [
        (.score(program: "spamc", 2.6, limit: 5), "advice spam filter: spamc gives 2.6 of 5.0"),
        (.score(program: "rspamc", .infinity, limit: 15), "wrong spam filter: rspamc gives 9999.0 of 15.0"),
        (.score(program: "rspamc", 15, limit: 15), "wrong spam filter: rspamc gives 15.0 of 15.0"),
        (.nobody, "unknown spam filter: none is installed here: rspamc, spamc or spamassassin"),
        (.trouble(program: "spamc", "no"), "unknown spam filter: spamc gave no score: no"),
    ]

    @Test("a spam filter's word", arguments: scores)
    func spam(_ one: (answer: SpamAnswer, words: String)) { #expect(bad(judge(spam: one.answer)) == [one.words]) }

    @Test("links: those of the web and not our own, fifty at most; and what is wrong with which")
    func links() {
        let all = [
            "https://a.example", "mailto:a@b.example", "HTTP://b.example/x", "https://shop.example/mail/u/x", "#a",
        ]
        #expect(
            LinkJudge.followed(all, published: "https://shop.example/mail") == [
                "https://a.example", "HTTP://b.example/x",
            ])
        #expect(LinkJudge.followed((0..<80).map { "https://\($0).example" }, published: nil).count == 50)
        let answers: [String: Result<WebAnswer, WebFault>] = [
            "a": .success(WebAnswer(status: 200)), "b": .success(WebAnswer(status: 404)),
            "c": .success(WebAnswer(status: 403)),
            "d": .failure(.connectionRefused), "e": .failure(.tooLarge), "f": .failure(.certificate("expired")),
        ]
        let findings = LinkJudge.judge(answers.keys.sorted()) { answers[$0.url] ?? .failure(.timeout) }
        #expect(findings.allSatisfy { !$0.lacksRemedy }, "\(findings)")
        #expect(
            bad(findings) == [
                "wrong link b: answered with 404", "advice link c: answered with 403, perhaps only to machines",
                "wrong link d: nothing answers there",
                "wrong link f: its certificate is not valid: expired",
            ])
        #expect(LinkJudge.judge(["a"]) { _ in .success(WebAnswer(status: 204)) }.map(\.found) == ["1 of 1 answer"])
    }
}
