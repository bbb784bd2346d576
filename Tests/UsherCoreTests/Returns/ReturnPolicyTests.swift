import Testing

@testable import UsherCore

@Suite("What follows from a mail that came back")
struct ReturnPolicyTests {
    private static func report(
        _ category: ReturnCategory, proof: Bool = false, of addresses: [String] = ["ada@example.org"]
    ) -> ReturnedReport.Recipient {
        ReturnedReport.Recipient(
            addresses: addresses.compactMap { try? EmailAddress($0) }, category: category, isProof: proof)
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
                report(.hard, proof: true, of: ["c@x.example", "ADA@example.org"]),
            ],
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
