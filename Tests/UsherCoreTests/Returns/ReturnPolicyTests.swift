import Testing

@testable import UsherCore

@Suite("What follows from a mail that came back")
struct ReturnPolicyTests {
    private static func report(
        _ category: ReturnCategory, proof: Bool = false, of addresses: [String] = ["ada@example.org"],
        failed: [String] = []
    ) -> ReturnedReport.Recipient {
        ReturnedReport.Recipient(
            addresses: addresses.compactMap { try? EmailAddress($0) },
            failed: failed.compactMap { try? EmailAddress($0) }, category: category, isProof: proof)
    }

    /// Hard, with proof, of what Ada's mail was passed on to.
    private static func passedOn(to failed: String...) -> [ReturnedReport.Recipient] {
        [report(.hard, proof: true, of: ["ada@example.org"] + failed, failed: failed)]
    }

    private static func mail(
        _ kind: ReturnedReport.Kind, _ recipients: [ReturnedReport.Recipient] = [], optOut: Bool = false
    ) -> ReturnedReport {
        var mail = ReturnedReport(key: [1], kind: kind, summary: "")
        mail.recipients = recipients
        mail.isOptOut = optOut
        return mail
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var mail: ReturnedReport
        var effects: Set<ReturnEffect> = []
        var wasTried = true
        var effect: ReturnEffect
    }

    private static let cases = [
        Case("hard, with proof, about the person", [report(.hard, proof: true)], .bounced),
        Case("hard, without proof", [report(.hard)], .soft),
        Case("hard, with proof, about another address", [report(.hard, proof: true, of: ["b@example.org"])], .soft),
        Case("hard, with proof, naming nobody", [report(.hard, proof: true, of: [])], .bounced),
        Case(
            "the person among others",
            [
                report(.soft, of: ["b@example.org"]),
                report(.hard, proof: true, of: ["ADA@example.org"]),
            ],
            .bounced),
        Case("it was passed on to a dead address", passedOn(to: "bob@forward.example"), .soft),
        Case("one of those behind an alias is dead", passedOn(to: "bob@example.org"), .soft),
        Case("its own, as another host writes it", passedOn(to: "Ada@mx1.example.org"), .bounced),
        Case("its own, with a tag", passedOn(to: "ada+shop@example.org"), .bounced),
        Case("its own, and where it was passed on to", passedOn(to: "ada@example.org", "b@x.example"), .soft),
        Case("another's of the same name", passedOn(to: "ada@notexample.org"), .soft),
        Case("naming nobody but another", [report(.hard, proof: true, of: [], failed: ["b@x.example"])], .soft),
        Case(
            "behind an alias one is dead, and one had it",
            [
                report(.hard, proof: true, failed: ["b@x.example"]), report(.delivered, failed: ["c@x.example"]),
            ], .none),
        Case(
            "the person's own mailbox before those behind it",
            [report(.soft, failed: ["b@x.example"]), report(.hard, proof: true, failed: ["ada@example.org"])],
            .bounced),
        Case(
            "one of several others was delivered",
            [report(.hard, proof: true, of: ["b@example.org"]), report(.delivered, of: ["c@example.org"])], .none),
        Case("soft", [report(.soft)], .soft),
        Case("block", [report(.block)], .blocked),
        Case("content", [report(.content)], .content),
        Case("nothing plain", [report(.unknown)], .unclear),
        Case("it waits", [report(.delayed)], .none),
        Case("delivered", [report(.delivered)], .none),
        Case("told before", [report(.hard, proof: true)], after: [.bounced], .none),
        Case("soft after a bounce", [report(.soft)], after: [.bounced], .none),
        Case("hard after soft", [report(.hard, proof: true)], after: [.soft], .bounced),
        Case("never tried", [report(.hard, proof: true)], wasTried: false, .none),
        Case(testDescription: "complaint", mail: mail(.complaint), effect: .complained),
        Case(testDescription: "to want no more", mail: mail(.complaint, optOut: true), effect: .unsubscribed),
        Case(testDescription: "a second complaint", mail: mail(.complaint), effects: [.complained], effect: .none),
        Case(testDescription: "automatic", mail: mail(.automatic), effect: .none),
        Case(testDescription: "receipt", mail: mail(.receipt), effect: .none),
        Case(testDescription: "a person", mail: mail(.person), effect: .none),
        Case(testDescription: "anything else", mail: mail(.other), effect: .none),
    ]

    @Test("Goes by the table", arguments: cases)
    func table(one: Case) throws {
        let facts = ReturnPolicy.Facts(
            address: try EmailAddress("ada@example.org"), wasTried: one.wasTried, effects: one.effects)
        #expect(ReturnPolicy.decide(one.mail, facts).effect == one.effect)
    }
}

extension ReturnPolicyTests.Case {
    fileprivate init(
        _ name: String, _ recipients: [ReturnedReport.Recipient], after effects: Set<ReturnEffect> = [],
        wasTried: Bool = true, _ effect: ReturnEffect
    ) {
        var mail = ReturnedReport(key: [1], kind: .report, summary: "")
        mail.recipients = recipients
        self.init(testDescription: name, mail: mail, effects: effects, wasTried: wasTried, effect: effect)
    }
}
