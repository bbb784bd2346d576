import TestSupport
import Testing
import UsherCore
import UsherMail
import UsherReceiving

@Suite("Who leaves by a mail")
struct LeaverTests {
    private let shop: ReceivingShop
    private var moment: Timestamp { shop.moment }
    private var seal: TokenSeal { shop.seal }

    init() throws { shop = try ReceivingShop() }

    private func read(_ mail: String) -> ReturnedReport { shop.read(mail) }
    private func sample(_ name: String) throws -> String { try shop.sample(name) }

    @Test("Whose token it is, whoever writes; without one the author")
    func leavers() throws {
        let token = Token.unsubscribe(ContactID(7), DeliveryID(12))
        let (tag, word) = (seal.address(token, at: moment), seal.url(token, at: moment))
        let (person, author) = (
            ReturnedReport.Leaver.person(ContactID(7), DeliveryID(12)),
            ReturnedReport.Leaver.author(try EmailAddress("bob@x.example").key)
        )
        let cases: [(to: String, subject: String, more: String, ReturnedReport.Leaver?)] = [
            ("hello@shop.example", "Cancel", "", nil), ("hello@shop.example", "Re: unsubscribe", "", nil),
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

    @Test("What a person passes on did not come to them: a return address in it makes nobody leave, or confirm")
    func passedOn() throws {
        let leaves = seal.address(.unsubscribe(ContactID(7), DeliveryID(12)), at: moment)
        let confirms = seal.address(.confirm(ContactID(7), signedUpAt: moment), at: moment)
        for local in ["leave", "leave+\(leaves)", "confirm+\(confirms)"] {
            let mail = """
                From: Bob <bob@x.example>
                To: \(local)@shop.example
                Subject: Re: hello
                In-Reply-To: <1@shop.example>

                Yes

                Return-Path: <\(local)@shop.example>
                To: bob@x.example
                Subject: Hello
                Message-ID: <1@shop.example>

                Hi Bob

                """
            // What came there does.
            #expect(read(mail).leaver != nil || read(mail).confirmation != nil, "\(local)")
            let other = mail.replacing("To: \(local)@shop", with: "To: hello@shop")
            let traces = ReturnedMail.read(Array(other.utf8), seal: seal).traces
            #expect(traces.returnAddresses.contains { $0.localPart == local }, "\(local)")
            #expect(read(other).leaver == nil && read(other).confirmation == nil, "\(local)")
        }
    }

    @Test("Who presses a button leaves, also where the program marks the mail as its own; who is answered for does not")
    func pressed() throws {
        let token = Token.unsubscribe(ContactID(7), DeliveryID(12))
        let (tag, word) = (seal.address(token, at: moment), seal.url(token, at: moment))
        let (person, author) = (
            ReturnedReport.Leaver.person(ContactID(7), DeliveryID(12)),
            ReturnedReport.Leaver.author(try EmailAddress("bob@x.example").key)
        )
        let (made, replied) = ("Auto-Submitted: auto-generated\n", "Auto-Submitted: auto-replied\n")
        let ours = "leave+\(tag)"
        let cases: [(to: String, subject: String, more: String, text: String, ReturnedReport.Leaver?)] = [
            (ours, "unsubscribe", made, "", person), (ours, "", made, "", person),
            (ours, "unsubscribe", "Auto-Submitted: auto-generated; by=button\n", "", person),
            (ours, "unsubscribe", made, "Sent for you by Some Mail 7.", person),
            (ours, "Good-bye", made, "Sent for you by Some Mail 7.", person),
            ("hello", "unsubscribe \(word)", made, "Sent for you by Some Mail 7.", person),
            ("leave", "unsubscribe", made, "", author), ("hello", "Unsubscribe", made, "", author),
            ("hello", "unsubscribe", made, "Apple Mail sent this email to unsubscribe from it.", author),
            // Programs write of other things, and answer.
            ("leave", "unsubscribe", made, "Ticket 12 is open.", nil), ("leave", "Ticket 12", made, "", nil),
            ("hello", "Ticket 12", made, "Please take me off your list, I moved.", nil),
            ("leave", "Out of office", made, "", nil), (ours, "Out of office", made, "", nil),
            (ours, "unsubscribe", replied, "", nil), ("leave", "unsubscribe", replied, "", nil),
            (ours, "unsubscribe", "Return-Path: <>\n\(made)", "", nil),
            (ours, "Re: unsubscribe", made, "", nil),
            (ours, "unsubscribe", "\(made)In-Reply-To: <1@shop.example>\n", "", nil),
            (ours, "unsubscribe", "\(made)X-Autoreply: yes\n", "", nil),
            (ours, "unsubscribe", "\(made)Precedence: auto_reply\n", "", nil),
        ]
        for (to, subject, more, text, leaver) in cases {
            let mail = "\(more)From: Bob <bob@x.example>\nTo: \(to)@shop.example\nSubject: \(subject)\n\n\(text)\n"
            let report = read(mail)
            #expect(report.leaver == leaver, "\(mail)")
            #expect((report.kind == .unsubscribe) == (leaver != nil), "\(mail): \(report.kind)")
            // What nobody here understands is for people.
            #expect(report.isLetter == (leaver != nil && text.hasPrefix("Sent")), "\(mail)")
        }
        let mail = "\(made)From: mail@x.example\nTo: \(ours)@shop.example\nSubject: unsubscribe\n\n\n"
        #expect(read(mail).leaver == person)
        #expect(read(mail.replacing("mail@x", with: "MAILER-DAEMON@x")).leaver == nil)
    }
}
