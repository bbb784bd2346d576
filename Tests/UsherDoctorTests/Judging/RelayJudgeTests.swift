import Testing
import TestSupport
import UsherCore
import UsherSMTP

@testable import UsherDoctor

@Suite("The doctor on the relay")
struct RelayJudgeTests {
    static let now = Timestamp(seconds: 1_795_000_000)
    static let day: Int64 = 86_400_000

    private static var whole: RelaySight {
        var capabilities = RelayCapabilities()
        capabilities.pipelining = true
        capabilities.dsn = true
        capabilities.sizeLimit = 10_240_000
        return RelaySight(capabilities: capabilities, certificateEnds: now.adding(milliseconds: 60 * day))
    }

    private static let settings = RelaySettings(
        SMTPSettings(host: "relay.example", port: 587, username: "shop"), password: "secret")
    private static let largest = RelayJudge.Largest(message: "welcome/one", octets: 40_000)

    private func judge(
        _ change: (inout RelaySettings, inout RelaySight) -> Void = { _, _ in }
    ) -> [Finding] {
        var (settings, sight) = (Self.settings, Self.whole)
        change(&settings, &sight)
        return RelayJudge.judge(settings, .success(sight), largest: Self.largest, now: Self.now)
    }

    @Test("finds nothing wrong where nothing is")
    func well() {
        #expect(
            judge().map(\.lines) == [
                ["ok      relay relay.example:587: it answers, STARTTLS as configured, the login works"],
                ["ok      certificate of relay.example: good until 2027-01-17, 60 days"],
                [
                    "ok      size of messages at the relay relay.example:587: it takes 10000 KB, and the largest message (welcome/one) has 40 KB"
                ],
                ["ok      what the relay relay.example:587 offers: PIPELINING and DSN"],
            ])
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let grade: Finding.Grade
        let change: @Sendable (inout RelaySettings, inout RelaySight) -> Void
    }

    static let cases: [Case] = [
        Case(testDescription: "good until 2026-12-09, 20 days", grade: .advice) {
            $1.certificateEnds = now.adding(milliseconds: 21 * day - 1)
        },
        Case(testDescription: "good until 2026-11-18, 0 days", grade: .advice) {
            $1.certificateEnds = now.adding(milliseconds: 1)
        },
        Case(testDescription: "it was good until 2026-11-17", grade: .wrong) {
            $1.certificateEnds = now.adding(milliseconds: -day)
        },
        Case(testDescription: "libcurl does not tell", grade: .unknown) { $1.certificateEnds = nil },
        Case(testDescription: "it takes 40 KB, and the largest message (welcome/one) has 40 KB", grade: .wrong) {
            $1.capabilities.sizeLimit = 39_999
        },
        Case(testDescription: "no PIPELINING", grade: .advice) { $1.capabilities.pipelining = false },
        Case(testDescription: "no DSN", grade: .advice) { $1.capabilities.dsn = false },
        Case(testDescription: "in clear text", grade: .advice) { settings, _ in settings.smtp.tls = .none },
    ]

    @Test("says of each single thing that is wrong just that", arguments: cases)
    func wrong(_ one: Case) throws {
        let bad = judge(one.change).filter { $0.grade != .ok }
        #expect(bad.map(\.grade) == [one.grade], "\(bad)")
        let finding = try #require(bad.first)
        #expect(finding.found.contains(one.testDescription), "\(finding.found)")
        #expect(finding.wanted != nil && !finding.lacksRemedy, "\(finding)")
    }

    static let faults: [(fault: RelayFault, words: String)] = [
        (.nameNotFound, "does not resolve"), (.connectionRefused, "nothing accepts connections"),
        (.timeout(.connect), "does not answer"), (.certificate("certificate has expired"), "certificate has expired"),
        (.tls("wrong version"), "TLS failed"), (.startTLSMissing, "no STARTTLS"), (.authNotOffered, "no login"),
        (.authRefused(nil), "refused the login"), (.credentialsWithoutTLS, "smtp.tls is none"), (.other("x"), "(x)"),
    ]

    @Test("a relay that cannot be used is wrong, in one line", arguments: faults)
    func fault(_ one: (fault: RelayFault, words: String)) {
        let findings = RelayJudge.judge(Self.settings, .failure(one.fault), largest: nil, now: Self.now)
        #expect(findings.map(\.grade) == [.wrong])
        #expect(findings.first?.found.contains(one.words) == true, "\(findings)")
    }

    @Test("clear text to this machine is well, and so is a relay without a limit; none at all is advice")
    func others() {
        let here = judge { settings, sight in
            settings.smtp.tls = .none
            settings.smtp.host = "localhost"
            sight.capabilities.sizeLimit = nil
        }
        #expect(here.allSatisfy { $0.grade == .ok } && here.count == 3, "\(here)")
        #expect(RelayJudge.judge(nil, nil, largest: nil, now: Self.now).map(\.grade) == [.advice])
    }
}
