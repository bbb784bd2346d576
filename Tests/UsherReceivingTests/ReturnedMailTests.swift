import Foundation
import TestSupport
import Testing
import UsherCore
import UsherMail
import UsherReceiving

/// One mail of `Mails`, and what `expected.txt` beside it says it is.
struct SampleMail: Sendable, CustomTestStringConvertible {
    let name: String
    let octets: [UInt8]
    /// `report hard,soft one@x.example,two@x.example`, `automatic answer`.
    let expected: String
    var testDescription: String { name }

    static let folder = "Tests/UsherReceivingTests/Mails"

    static func all() throws -> [SampleMail] {
        try Repository.text("\(folder)/expected.txt").split(separator: "\n").map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            let name = String(parts[0])
            let file = URL(fileURLWithPath: Repository.file("\(folder)/\(name).eml"))
            return SampleMail(
                name: name, octets: [UInt8](try Data(contentsOf: file)),
                expected: parts[1].trimmingCharacters(in: .whitespaces))
        }
    }
}

extension SampleMail {
    func report() throws -> ReturnedReport { try ReturnedReport.sample(octets) }
}

extension ReturnedReport {
    /// With the seal of another shop.
    static func sample(_ octets: [UInt8]) throws -> ReturnedReport {
        let key = try #require(SigningKey(id: 1, createdAt: Timestamp(seconds: 0), secret: Array(1...32)))
        let seal = TokenSeal(keyring: try Keyring(keys: [key]), databaseID: "one")
        return ReturnedMail.report(of: octets, leaving: nil, seal: seal)
    }
}

extension ReturnedMail {
    /// As `expected.txt` writes it.
    var told: String {
        switch kind {
        case .report(let recipients):
            let categories = recipients.map(\.category.rawValue).joined(separator: ",")
            return "report \(categories) \(recipients.compactMap { $0.addresses.first?.wire }.joined(separator: ","))"
        case .complaint(let complaint):
            let addresses = complaint.recipients.map(\.wire).joined(separator: ",")
            return "complaint \(complaint.feedback.rawValue) \(addresses)".trimmingCharacters(in: .whitespaces)
        case .automatic(let automatic): return "automatic \(automatic.rawValue)"
        case .receipt: return "receipt"
        case .unsubscribe(let token): return "unsubscribe \(token ?? "")".trimmingCharacters(in: .whitespaces)
        case .person: return "person"
        case .other(let other): return "other \(other.rawValue)"
        }
    }
}

@Suite("A mail that comes back")
struct ReturnedMailTests {
    @Test("is read for what it is", arguments: try SampleMail.all())
    func kind(_ mail: SampleMail) {
        let read = ReturnedMail.read(mail.octets)
        #expect(read.told == mail.expected, "\(read.summary)")
    }

    @Test("is the same whether its lines end in CRLF or LF", arguments: try SampleMail.all())
    func lineEnds(_ mail: SampleMail) {
        let crlf = mail.octets.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        #expect(ReturnedMail.read(crlf) == ReturnedMail.read(mail.octets))
    }

    @Test("is summed up in one short line", arguments: try SampleMail.all())
    func summary(_ mail: SampleMail) {
        let summary = ReturnedMail.read(mail.octets).summary
        #expect(summary.count <= ReturnedMail.longestSummary && !summary.contains("\n") && !summary.isEmpty)
    }

    @Test("says which message it is about, by every trace there is")
    func traces() throws {
        let mail = try #require(try SampleMail.all().first { $0.name == "complaint-redacted" })
        let traces = ReturnedMail.read(mail.octets, to: try EmailAddress("b+other@bounces.shop.example")).traces
        #expect(traces.messageIDs == ["3ba9aca6c171b0e3f6c2e169af97c2bd@shop.example"])
        #expect(
            traces.returnAddresses.map(\.wire) == ["b+other@bounces.shop.example", "b+ceaqcaib@bounces.shop.example"])
        #expect(traces.feedbackID == "excite:how-to-use:marketing:shopexample")
        #expect(traces.recipients == [try EmailAddress("redacted-9f8e@provider.example")])
        #expect(traces.sealed.isEmpty)
    }

    @Test("has the recipient as it was sent to beside the one it was forwarded to")
    func forwarded() throws {
        let mail = try #require(try SampleMail.all().first { $0.name == "forwarded-away" })
        guard case .report(let recipients) = ReturnedMail.read(mail.octets).kind else {
            Issue.record("It is no report.")
            return
        }
        #expect(recipients.first?.addresses.map(\.wire) == ["bob@forward.example", "ann@customer.example"])
    }

    @Test(
        "is about a working mailbox where what failed is another, to which it was passed on",
        arguments: [
            ("forwarded-away", "ann@customer.example"), ("dsn-forwarded", "ann@customer.example"),
            ("dsn-alias-one-dead", "team@customer.example"), ("words-forwarded", "ann@customer.example"),
        ])
    func passedOn(name: String, person: String) throws {
        let mail = try #require(try SampleMail.all().first { $0.name == name })
        let report = try mail.report()
        let facts = ReturnPolicy.Facts(address: try EmailAddress(person))
        #expect(report.recipients.contains { $0.addresses.contains { $0.wire == person } && $0.category == .hard })
        #expect(ReturnPolicy.decide(report, facts).effect == .soft, "\(report.recipients)")
    }

    @Test(
        "is about the person's own mailbox where it says no other",
        arguments: ["dsn-unknown", "dsn-xtext", "exim", "german", "mail-at-reports"])
    func own(name: String) throws {
        let report = try #require(try SampleMail.all().first { $0.name == name }).report()
        let person = try #require(report.recipients.first?.addresses.first)
        #expect(ReturnPolicy.decide(report, ReturnPolicy.Facts(address: person)).effect == .bounced)
    }

    @Test("keeps what a server said, and proof only where there is one")
    func evidence() throws {
        let mails = Dictionary(uniqueKeysWithValues: try SampleMail.all().map { ($0.name, $0) })
        let proofs: [(String, Bool, RecipientReport.Evidence)] = [
            ("dsn-unknown", true, .diagnostic), ("dsn-no-host", false, .diagnostic), ("dsn-xtext", true, .status),
            ("exim", true, .diagnostic), ("german", true, .words), ("dsn-full", false, .diagnostic),
        ]
        for (name, isProof, evidence) in proofs {
            let mail = try #require(mails[name])
            guard case .report(let recipients) = ReturnedMail.read(mail.octets).kind, let first = recipients.first
            else {
                Issue.record("\(name) is no report.")
                continue
            }
            #expect(first.isProof == isProof, "\(name): \(first)")
            #expect(first.evidence == evidence, "\(name): \(first)")
        }
    }
}
