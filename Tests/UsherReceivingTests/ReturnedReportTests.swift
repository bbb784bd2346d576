import TestSupport
import Testing
import UsherCore
import UsherMail
import UsherReceiving

@Suite("What may follow from a mail that comes back")
struct ReturnedReportTests {
    private let moment = Timestamp(seconds: 1_795_431_600)
    private let seal: TokenSeal
    private let leaving: EmailAddress

    init() throws {
        let key = try #require(SigningKey(id: 1, createdAt: Timestamp(seconds: 0), secret: Array(1...32)))
        seal = TokenSeal(keyring: try Keyring(keys: [key]), databaseID: "one")
        leaving = try EmailAddress("leave@shop.example")
    }

    private func read(_ mail: String) -> ReturnedReport {
        ReturnedMail.report(of: Array(mail.utf8), leaving: leaving, seal: seal)
    }

    private func sample(_ name: String) throws -> String {
        try Repository.text("Tests/UsherReceivingTests/Mails/\(name).eml")
    }

    @Test("A mail is the same by whichever door, and another when anything in it is")
    func key() throws {
        let mail = try sample("dsn-unknown")
        let other = mail.replacing("Return-Path: <>\n", with: "Received: from a\n\tby b\nX-Original-To: z@x.example\n")
        #expect(read(mail).key == read(other).key)
        #expect(read(mail).key == read(mail.replacing("\n", with: "\r\n") + "\r\n\r\n").key)
        #expect(read(mail).key != read(mail.replacing("Ann Lee", with: "Ann")).key)
        #expect(read(mail).key != read(mail.replacing("Received: from shop", with: "Received: from shap")).key)
    }

    @Test("A report has its recipients, their proof, and what ties it to a message")
    func report() throws {
        let local = BounceAddress.localPart(DeliveryID(12), at: moment, seal: seal)
        let report = read(try sample("dsn-unknown").replacing("b+ceaqcaib", with: local))
        let ann = try EmailAddress("ann@customer.example")
        #expect(report.kind == .report && report.deliveries == [DeliveryID(12)])
        #expect(report.recipients.map(\.isProof) == [true] && report.recipients.map(\.category) == [.hard])
        #expect(report.messageIDs == ["3ba9aca6c171b0e3f6c2e169af97c2bd"] && report.people == [ann])
        #expect(report.leaver == nil)
    }

    @Test("An envelope's name ties it as well")
    func envelope() throws {
        let name = seal.address(.bounce(DeliveryID(12)), at: moment)
        let mail = try sample("dsn-unknown").replacing(
            "Arrival-Date:", with: "Original-Envelope-Id: \(name)\nArrival-Date:")
        #expect(read(mail).deliveries == [DeliveryID(12)])
    }

    @Test("Who leaves: whose token it is, whoever writes; without one the author")
    func leavers() throws {
        let token = Token.unsubscribe(ContactID(7), DeliveryID(12))
        let (tag, word) = (seal.address(token, at: moment), seal.url(token, at: moment))
        let (person, author) = (
            ReturnedReport.Leaver.person(ContactID(7), DeliveryID(12)),
            ReturnedReport.Leaver.author(try EmailAddress("bob@x.example").key)
        )
        let cases: [(to: String, subject: String, more: String, ReturnedReport.Leaver?)] = [
            ("leave+\(tag)@shop.example", "", "", person),
            ("leave+\(tag.uppercased())@shop.example", "Hello there", "", person),
            ("leave@shop.example", "unsubscribe \(word)", "", person),
            ("hello@shop.example", "unsubscribe \(word)", "", person),
            ("leave@shop.example", "unsubscribe", "", author),
            ("Leave@shop.example", "Please, no more of these", "", author),
            ("hello@shop.example", "unsubscribe", "", author),
            ("hello@shop.example", "About my order", "", nil),
            ("leave+\(tag)@shop.example", "Out of office", "Auto-Submitted: auto-replied\n", nil),
            ("leave@shop.example", "Automatic reply: unsubscribe", "Auto-Submitted: auto-replied\n", nil),
        ]
        for (to, subject, more, leaver) in cases {
            let mail = "From: Bob <bob@x.example>\nTo: \(to)\nSubject: \(subject)\n\(more)\nI am Bob.\n"
            #expect(read(mail).leaver == leaver, "\(to) \(subject)")
        }
        let bounce = try sample("dsn-unknown").replacing("b+ceaqcaib@bounces.shop", with: "leave+\(tag)@shop")
        #expect(read(bounce).leaver == nil && read(bounce).kind == .report)
        #expect(read(try sample("receipt").replacing("To: ", with: "To: leave+\(tag)@shop.example, ")).leaver == nil)
    }

    @Test("A person's answer to the address of a confirmation confirms that sign-up, if it plainly says yes")
    func confirmation() throws {
        let token = Token.confirm(ContactID(7), signedUpAt: moment)
        let tag = seal.address(token, at: moment)
        let forged = tag.dropLast() + (tag.hasSuffix("a") ? "b" : "a")
        let unsubscribe = seal.address(.unsubscribe(ContactID(7), DeliveryID(12)), at: moment)
        let cases: [(to: String, subject: String, more: String, text: String, isIt: Bool)] = [
            ("confirm+\(tag)@shop.example", "Re: One word", "", "Yes!", true),
            ("Ida <confirm+\(tag.uppercased())@bounces.shop.example>", "Re: One word", "", "Gern, das war ich.", true),
            ("confirm+\(tag)@shop.example", "", "", "> One word, and it is yours", false),
            ("confirm+\(tag)@shop.example", "Re: One word", "", "No, I did not sign up.\n\n> yes", false),
            ("confirm+\(tag)@shop.example", "Re: One word", "", "Das war ich nicht", false),
            ("confirm+\(tag)@shop.example", "Re: One word", "X-Auto-Response-Suppress: All\n", "Yes", false),
            ("confirm+\(tag)@shop.example", "Re: One word", "", "I am out of the office. Yes.", false),
            ("confirm+\(tag)@shop.example", "Re: One word", "", "stop", false),
            ("confirm+\(tag)@shop.example", "unsubscribe", "", "Yes", false),
            ("confirm@shop.example", "Re: One word", "", "Yes, \(tag)", false),
            ("confirm+\(forged)@shop.example", "Re: One word", "", "Yes", false),
            ("confirm+\(unsubscribe)@shop.example", "Re: One word", "", "Yes", false),
            ("b+\(seal.address(.bounce(DeliveryID(12)), at: moment))@shop.example", "Re: One word", "", "Yes", false),
            ("confirm+\(tag)@shop.example", "Out of office", "Auto-Submitted: auto-replied\n", "Yes", false),
            ("confirm+\(tag)@shop.example", "A list", "Precedence: bulk\nList-Id: <a.b.example>\n", "Yes", false),
            ("confirm+\(tag)@shop.example", "Hello", "", "From: MAILER-DAEMON", false),
        ]
        for (to, subject, more, text, isIt) in cases {
            let mail =
                "From: Ann <ann@x.example>\nTo: \(to)\nMessage-ID: <a1@x.example>\nSubject: \(subject)\n\(more)\n\(text)\n"
            let found = read(mail).confirmation
            let expected = ReturnedReport.Confirmation(
                contact: ContactID(7), signedUpAt: moment, evidence: "answer <a1@x.example> from ann@x.example")
            #expect(found == (isIt ? expected : nil), "\(to) \(subject) \(text)")
        }
        for name in ["dsn-unknown", "receipt", "complaint", "vacation"] {
            guard let mail = try? sample(name) else { continue }
            let answer = mail.replacing("To: ", with: "To: confirm+\(tag)@shop.example, ", maxReplacements: 1)
            #expect(read(answer).confirmation == nil, "\(name)")
        }
    }

    @Test("A complaint names its provider; praise is none, and who wants no more does not complain")
    func complaint() throws {
        let complaint = read(try sample("complaint"))
        #expect(complaint.kind == .complaint && !complaint.isOptOut && complaint.reporter != nil)
        let optOut = try sample("complaint").replacing("Feedback-Type: abuse", with: "Feedback-Type: opt-out")
        #expect(read(optOut).isOptOut)
        #expect(read(try sample("complaint-praise")).kind == .other)
    }
}
