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

    @Test("A letter with one word for a subject is read by people, whatever else follows from it")
    func letters() throws {
        let order = "Please cancel order 4711 and refund it to my card.\n"
        let quoted = "\nOn Monday, 5 January 2026, Shop <hello@shop.example>\nwrote:\n> Hello Bob\n"
        let cases: [(to: String, subject: String, text: String, isNo: Bool, isLetter: Bool)] = [
            ("hello", "Re: Cancel", order, false, true), ("hello", "Cancel", order, false, true),
            ("hello", "Stop", "Stop sending me parcel 12 to the old address.", false, true),
            ("hello", "Baja", "Quiero dar de baja a mi hija del curso del lunes.", false, true),
            ("hello", "Abmeldung", "Ich möchte mich vom Kurs am Montag abmelden.", false, true),
            ("hello", "Remove", "the second item, please", false, true),
            ("hello", "cancelar", "el pedido 4711", false, true),
            ("hello", "Re: unsubscribe", "No, keep me, please.", false, true),
            ("hello", "Cancel", "", true, true), ("hello", "stop", "Stop\n\nSent from my phone\n", true, true),
            ("hello", "Re: Your order", "cancel\(quoted)", true, true),
            ("hello", "Unsubscribe", order, true, true), ("hello", "unsubscribe", "I am Bob.", true, true),
            ("hello", "Re: News", "unsubscribe\(quoted)\n\(order)", true, true),
            ("hello", "Re: News", "unsubscribe\(quoted)", true, false),
            ("hello", "unsubscribe", "", true, false), ("hello", "Unsubscribe", "please", true, false),
            ("hello", "unsubscribe", "Unsubscribe me, thanks\n-- \nBob\n", true, false),
            ("hello", "unsubscribe", "This message was automatically generated by Gmail.", true, false),
            ("leave", "Cancel", order, true, true), ("leave", "no more", "Please stop this.", true, true),
            ("leave", "unsubscribe", "", true, false),
            ("hello", "Re: News", "Please take me off your list, I moved.\(quoted)", true, true),
            ("hello", "Re: News", "Bitte nehmen Sie mich aus Ihrem Verteiler.", true, true),
            ("hello", "News", "No quiero recibir más correos.", true, true),
            ("hello", "Re: News", "Please do not unsubscribe me, I like them.", false, true),
            ("hello", "Re: News", "I do not want to unsubscribe.", false, true),
            ("hello", "Re: News", "No quiero darme de baja.", false, true),
            ("hello", "Re: News", "Quiero darme de baja del curso.", false, true),
            ("hello", "Re: News", "Did you take me off your list by mistake?", false, true),
        ]
        for (to, subject, text, isNo, isLetter) in cases {
            let report = read("From: Bob <bob@x.example>\nTo: \(to)@shop.example\nSubject: \(subject)\n\n\(text)\n")
            let what = "\(to), \(subject): \(text)"
            #expect((report.leaver != nil) == isNo && report.isLetter == isLetter, "\(what)")
            #expect(report.isForPeople(isMatched: true) == isLetter, "\(what)")
        }
        let file = """
            From: bob@x.example
            To: leave@shop.example
            Subject: unsubscribe
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            unsubscribe
            --b
            Content-Type: application/pdf
            Content-Disposition: attachment

            x
            --b--

            """
        #expect(read(file).isLetter && read(file).leaver != nil)
    }

    @Test("What a person wrote around a report, a complaint or a receipt is a letter; what machines write is none")
    func around() throws {
        let petra = try sample("person-passes-report-on")
        let wrapped = try sample("wrapped-report")
        let silent = petra.replacing("Karl has left, please write to me", with: "Undelivered Mail Returned to Sender")
        let text =
            "\nHello,\nKarl has left us. I read your letters from now on: petra@customer.example.\n"
            + "And could you send the last invoice once more?\nPetra\n"
        let inline = wrapped.replacing("Content-Type: message/rfc822\n\nReturn-Path", with: "X-Was").replacing(
            "boundary=w1", with: "boundary=\"rep/1\"")
        let arf = try sample("complaint")
        let cases: [(String, String, isLetter: Bool)] = [
            ("a person's words beside a report", petra, true),
            ("a subject, and nothing under it", petra.replacing(text, with: "\n"), true),
            ("a report that is passed on without a word", silent.replacing(text, with: "\n"), false),
            ("an operator's two words", wrapped, true),
            ("a machine that wraps", petra.replacing("Petra Hall <petra@", with: "Filter <noreply@"), false),
            ("nobody who wraps", petra.replacing("<petra@customer.example>\nFrom", with: "<>\nFrom"), false),
            ("the report itself", try sample("dsn-unknown"), false),
            ("the complaint itself", arf, false),
            ("the receipt itself", try sample("receipt"), false),
            ("its parts in a person's mail", inline, true),
            (
                "a complaint's parts in a person's mail", arf.replacing("multipart/report", with: "multipart/mixed"),
                true
            ),
        ]
        for (what, mail, isLetter) in cases {
            let report = read(mail)
            #expect([.report, .complaint, .receipt].contains(report.kind), "\(what): \(report.kind)")
            #expect(report.isLetter == isLetter, "\(what)")
            #expect(report.isForPeople(isMatched: true) == isLetter, "\(what)")
            #expect(report.kept(isMatched: false) == (isLetter ? .letter : .strange), "\(what)")
        }
        #expect(read(petra).recipients.map(\.isProof) == [true])
        #expect(read(petra).messageIDs == ["3ba9aca6c171b0e3f6c2e169af97c2bd"])
    }

    @Test("A postmaster's words in a mail that can be answered are kept, though the mail is a report")
    func postmastersWords() {
        let mail = """
            From: Postmaster <postmaster@customer.example>
            To: hello@shop.example
            Subject: Undelivered mail

            Karl has left, write to Petra. <karl@customer.example>: 550 5.1.1 user unknown

            """
        #expect(read("Return-Path: <postmaster@customer.example>\n" + mail).isLetter)
        #expect(read("Return-Path: <postmaster@customer.example>\n" + mail).kind == .report)
        for machine in [
            "", "Return-Path: <>\n", "Return-Path: <postmaster@customer.example>\nAuto-Submitted: auto-replied\n",
        ] {
            #expect(read(machine + mail).kind == .report && !read(machine + mail).isLetter, "\(machine)")
        }
    }

    @Test("Who only speaks of complaints makes none; a title makes one, and its words are kept")
    func wordsOfComplaints() throws {
        let mail = try sample("person-speaks-of-complaint")
        let words = "I will not make a spam complaint, just send one, and please refund order 4711."
        let cases: [(String, String, ReturnedReport.Kind, isLetter: Bool)] = [
            ("a sentence", mail, .person, true),
            (
                "a subject with other words", mail.replacing("You sent", with: "No spam complaint, but you sent"),
                .person, true
            ),
            ("withdrawn", mail.replacing("You sent it twice", with: "Spam complaint withdrawn"), .person, true),
            ("a question", mail.replacing("You sent it twice", with: "Abuse report?"), .person, true),
            ("an answer", mail.replacing("You sent it twice", with: "Re: Abuse report"), .person, true),
            ("a title", mail.replacing("You sent it twice", with: "Abuse report #12"), .complaint, true),
            (
                "a title behind a tag", mail.replacing("You sent", with: "[T 7] Spam complaint: You sent"), .complaint,
                true
            ),
            (
                "a provider's title", mail.replacing("You sent", with: "complaint about message from 203.0.113.7"),
                .complaint, true
            ),
            ("a heading", mail.replacing("This is the second one:", with: "[ Offending message ]"), .complaint, true),
            ("a desk", mail.replacing("Ann Lee <ann@", with: "Abuse <abuse@"), .complaint, true),
            ("a machine", mail.replacing("Ann Lee <ann@", with: "Reports <noreply@"), .complaint, false),
        ]
        for (what, mail, kind, isLetter) in cases {
            let report = read(mail)
            #expect(report.kind == kind && report.isLetter == isLetter, "\(what): \(report.kind) \(report.isLetter)")
        }
        let without = mail.replacing("Return-Path: <ann@customer.example>\n", with: "")
        #expect(read(without).kind == .person)
        #expect(mail.contains(words))
    }

    @Test(
        "Who has mail@ for an address is a person: what they say counts, and what they ask is kept",
        arguments: ["mail", "delivery", "exchange", "smtp", "hostmaster", "bounce", "mailer", "robotics"])
    func everydayNames(name: String) throws {
        let token = seal.address(.confirm(ContactID(7), signedUpAt: moment), at: moment)
        func from(_ to: String, _ subject: String, _ text: String, more: String = "") -> ReturnedReport {
            read("From: \(name)@firma.example\nTo: \(to)@shop.example\nSubject: \(subject)\n\(more)\n\(text)\n")
        }
        let author = ReturnedReport.Leaver.author(try EmailAddress("\(name)@firma.example").key)
        #expect(from("leave", "unsubscribe", "").leaver == author)
        #expect(from("leave", "No more", "Please.").leaver == author)
        #expect(from("confirm+\(token)", "Re: One word", "Ja").confirmation?.contact == ContactID(7))
        for subject in ["Re: Your order", "Undelivered mail?", "Delivery problem"] {
            let letter = from("hello", subject, "It was not delivered: 550 5.1.1 user unknown, says bob@x.example.")
            #expect(letter.kind == .person && letter.isForPeople(isMatched: true), "\(subject)")
        }
        // With a null sender it is a machine after all.
        let bounce = from(
            "hello", "Undelivered mail", "<ann@x.example>: 550 5.1.1 user unknown", more: "Return-Path: <>\n")
        #expect(bounce.kind == .report || name == "robotics")
    }

    @Test("A postmaster who answers is a person; one who reports is none")
    func postmaster() {
        let answer = "From: postmaster@x.example\nTo: hello@shop.example\nSubject: Re: Undelivered mail\n"
        let text = "\nWe looked at it: <ann@x.example>: 550 5.1.1 user unknown.\n"
        #expect(read(answer + text).kind != .report)
        #expect(read(answer.replacing("Re: ", with: "") + text).kind == .report)
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

    @Test("Ten thousand forged reports, one for each contact, are tied to nobody and ask for nothing")
    func forged() throws {
        let seal = TokenSeal(
            keyring: try Keyring(keys: [
                try #require(
                    SigningKey(
                        id: 1, createdAt: Timestamp(seconds: 0), secret: Array(2...33)))
            ]), databaseID: "one")
        for number in 1...10_000 {
            let local = BounceAddress.localPart(DeliveryID(Int64(number)), at: moment, seal: seal)
            let mail = """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example
                To: \(local)@bounces.shop.example
                Subject: Undelivered mail

                <person\(number)@example.org>: 550 5.1.1 user unknown

                """
            let report = read(mail)
            let isNobody = report.deliveries.isEmpty && report.messageIDs.isEmpty && report.leaver == nil
            guard report.kind == .report, isNobody, report.kept(isMatched: false) == .strange else {
                Issue.record("\(mail)")
                return
            }
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
