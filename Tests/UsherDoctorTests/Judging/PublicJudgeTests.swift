import Testing
import TestSupport
import UsherCore
import UsherCurl

@testable import UsherDoctor

@Suite("The doctor on the public address")
struct PublicJudgeTests {
    private static let now = Timestamp(seconds: 1_795_000_000)
    private static let end = now.adding(milliseconds: 60 * 86_400_000)
    private static let base = "https://shop.example/mail"
    private static let link = "\(base)/u/probe"
    private static let forged = "\(base)/u/forged"

    /// A web server that does everything right; a case makes one thing wrong.
    struct World: Sendable {
        var names: [DNSQuestion: DNSAnswer] = [
            DNSQuestion("shop.example", .address): .records([.address("198.51.100.7")]),
            DNSQuestion("shop.example", .address6): .records([.address("2001:db8::7")]),
        ]
        var page: Result<WebAnswer, WebFault> = .success(WebAnswer(status: 200, certificateEnd: end))
        var unknown: Result<WebAnswer, WebFault> = .success(WebAnswer(status: 404, certificateEnd: end))
        var post: Result<WebAnswer, WebFault> = .success(WebAnswer(status: 200, certificateEnd: end))

        func judge(probe: Bool = true, trouble: String? = nil) -> [Finding] {
            PublicJudge.judge(
                PublicSettings(url: base), probe: probe ? .init(link: link, forged: forged) : nil,
                trouble: trouble, names: { names[$0] ?? .noSuchName },
                web: { question in
                    let places = ["198.51.100.7,[2001:db8::7]", "198.51.100.7", "10.0.0.1"]
                    guard question.addresses.allSatisfy({ places.contains(String($0.dropFirst(17))) }),
                        question.mostRedirections == 0
                    else { return .failure(.badURL) }
                    return switch (question.url, question.method) {
                    case (link, .get): page
                    case (link, .post("application/x-www-form-urlencoded", Array(PublicJudge.oneClick.utf8))): post
                    default: unknown
                    }
                }, now: now)
        }
    }

    @Test("finds nothing wrong where nothing is")
    func well() {
        let findings = World().judge()
        #expect(findings.map(\.grade) == [.ok, .ok, .ok, .ok], "\(findings)")
        #expect(
            findings.map(\.about) == [
                "public address shop.example", "certificate of shop.example", "links below \(Self.base)",
                "one click below \(Self.base)",
            ])
        var noContent = World()
        noContent.post = .success(WebAnswer(status: 204))
        #expect(noContent.judge().allSatisfy { $0.grade == .ok })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let grade: Finding.Grade
        let change: @Sendable (inout World) -> Void
    }

    private static let four = DNSQuestion("shop.example", .address)
    private static let six = DNSQuestion("shop.example", .address6)

    static let cases: [Case] = [
        Case(testDescription: "it has no address", grade: .wrong) { $0.names = [:] },
        Case(testDescription: "no name server told of shop.example", grade: .unknown) {
            $0.names = [four: .failed("Timeout"), six: .failed("Timeout")]
        },
        Case(testDescription: "10.0.0.1 is for a network of one's own", grade: .wrong) {
            $0.names = [four: .records([.address("10.0.0.1")])]
        },
        Case(testDescription: "nothing accepts connections", grade: .wrong) {
            $0.unknown = .failure(.connectionRefused)
        },
        Case(testDescription: "nobody answered in time", grade: .unknown) { $0.unknown = .failure(.timeout) },
        Case(testDescription: "the certificate is not good (expired)", grade: .wrong) {
            $0.unknown = .failure(.certificate("expired"))
        },
        Case(testDescription: "TLS failed (old)", grade: .wrong) { $0.unknown = .failure(.tls("old")) },
        Case(testDescription: "the answer has no end", grade: .wrong) { $0.unknown = .failure(.tooLarge) },
        Case(testDescription: "odd", grade: .unknown) { $0.unknown = .failure(.other("odd")) },
        Case(testDescription: "20 days", grade: .advice) {
            $0.unknown = .success(WebAnswer(status: 404, certificateEnd: now.adding(milliseconds: 21 * 86_400_000 - 1)))
        },
        Case(testDescription: "a link that nobody made is answered with 200", grade: .wrong) {
            $0.unknown = .success(WebAnswer(status: 200, certificateEnd: end))
        },
        Case(testDescription: "answered with 404: Usher does not get it", grade: .wrong) {
            $0.page = .success(WebAnswer(status: 404))
        },
        Case(testDescription: "answered with 502: the web server does not reach Usher", grade: .wrong) {
            $0.page = .success(WebAnswer(status: 502))
        },
        Case(testDescription: "a link leads on to https://www.shop.example/", grade: .advice) {
            $0.page = .success(WebAnswer(status: 301, headers: ["location": "https://www.shop.example/"]))
        },
        Case(testDescription: "a POST is led on to https://www.shop.example/", grade: .wrong) {
            $0.post = .success(WebAnswer(status: 308, headers: ["location": "https://www.shop.example/"]))
        },
        Case(testDescription: "answered with 403: somebody wants a login", grade: .wrong) {
            $0.post = .success(WebAnswer(status: 403))
        },
        Case(testDescription: "answered with 405: this is no answer of Usher's", grade: .wrong) {
            $0.post = .success(WebAnswer(status: 405))
        },
        Case(testDescription: "answered with 503: the web server does not reach Usher", grade: .wrong) {
            $0.post = .success(WebAnswer(status: 503))
        },
        Case(testDescription: "answered with 429: it was asked too often", grade: .wrong) {
            $0.post = .success(WebAnswer(status: 429))
        },
        Case(testDescription: "nobody answered in time", grade: .unknown) { $0.post = .failure(.timeout) },
    ]

    @Test("says of each single thing that is wrong just that", arguments: cases)
    func wrong(_ one: Case) throws {
        var world = World()
        one.change(&world)
        let bad = world.judge().filter { $0.grade != .ok }
        #expect(bad.map(\.grade) == [one.grade], "\(bad)")
        let finding = try #require(bad.first)
        #expect(finding.found.contains(one.testDescription), "\(finding.found)")
        #expect(finding.wanted != nil && !finding.lacksRemedy, "\(finding)")
        #expect(finding.isUnanswered == (one.grade == .unknown))
    }

    @Test("without a probe the certificate is looked at all the same")
    func noProbe() {
        let findings = World().judge(probe: false)
        #expect(findings.map(\.grade) == [.ok, .ok, .unknown])
        #expect(findings.last?.found.contains("this home has not sent yet") == true)
        #expect(findings.last?.isUnanswered == false)
        let unreadable = World().judge(probe: false, trouble: "keys.json cannot be read").last
        #expect(unreadable?.found.contains("keys.json cannot be read") == true && unreadable?.isUnanswered == true)
    }
}
