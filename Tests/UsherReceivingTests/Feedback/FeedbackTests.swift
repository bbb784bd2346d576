import Testing
import UsherMail
import UsherReceiving

@testable import UsherCore

@Suite("What providers tell")
struct FeedbackTests {
    private static let moment = Timestamp(seconds: 1_795_431_600)
    private let seal: TokenSeal
    private let token: String

    init() throws {
        let key = try #require(SigningKey(id: 1, createdAt: Timestamp(seconds: 0), secret: Array(1...32)))
        seal = TokenSeal(keyring: try Keyring(keys: [key]), databaseID: "one")
        token = seal.address(.bounce(DeliveryID(12)), at: Self.moment)
    }

    private func read(_ provider: FeedbackProvider, _ json: String) throws -> Feedback {
        let text = json.replacing("TOKEN", with: token)
        return try Feedback.read(Array(text.utf8), of: provider, seal: seal)
    }

    /// `hard!`: category, and whether it is proof; `complaint`, `leaves`, `nothing`.
    private func word(_ provider: FeedbackProvider, _ json: String) throws -> String {
        let feedback = try read(provider, json)
        guard let report = feedback.reports.first else { return "nothing" }
        if report.kind == .complaint { return report.isOptOut ? "leaves" : "complaint" }
        return report.recipients.map { "\($0.category.rawValue)\($0.isProof ? "!" : "")" }.joined(separator: " ")
    }

    private struct Row {
        var words: String
        var json: String

        init(_ words: String, _ json: String) {
            self.words = words
            self.json = json
        }
    }

    private func hold(_ provider: FeedbackProvider, _ rows: [Row], _ whole: (String) -> String) throws {
        for row in rows {
            let found = try word(provider, whole(row.json))
            #expect(found == row.words, "\(row.json)")
        }
    }

    @Test("Mailgun's events, by their words before their reasons")
    func mailgun() throws {
        let failed = #""event":"failed","severity":"permanent""#
        try hold(
            .mailgun,
            [
                Row(
                    "hard!",
                    failed + #","reason":"bounce","delivery-status":{"code":550,"message":"5.1.1 No such user"}"#),
                Row("block", failed + #","delivery-status":{"code":550,"message":"5.7.1 blocked by our policy"}"#),
                Row("soft", failed + #","delivery-status":{"code":552,"message":"5.2.2 mailbox full"}"#),
                Row("hard!", failed + #","reason":"suppress-bounce","delivery-status":{"code":605,"message":""}"#),
                Row("leaves", failed + #","reason":"suppress-unsubscribe""#),
                Row("leaves", failed + #","reason":"suppress-complaint""#),
                Row("soft", failed + #","reason":"old","delivery-status":{"code":602,"message":"Too old"}"#),
                Row("block", failed + #","reason":"espblock""#), Row("unknown", failed + #","reason":"generic""#),
                Row("nothing", #""event":"failed","severity":"temporary","delivery-status":{"code":451}"#),
                Row("block", #""event":"rejected","reject":{"reason":"Sandbox"}"#),
                Row("complaint", #""event":"complained""#), Row("leaves", #""event":"unsubscribed""#),
                Row("nothing", #""event":"delivered""#), Row("nothing", #""event":"of tomorrow""#),
                Row("nothing", #""event":{"a":[1,null]}"#),
            ]
        ) { #"{"signature":{},"event-data":{"recipient":"ann@x.example","id":"a",\#($0)}}"# }
    }

    @Test("Postmark's records")
    func postmark() throws {
        let bounce = #""RecordType":"Bounce","Type""#
        try hold(
            .postmark,
            [
                Row("hard!", bounce + #":"HardBounce","Details":"smtp;550 5.1.1 unknown user""#),
                Row("hard!", bounce + #":"HardBounce","Description":"It went nowhere""#),
                Row("soft", bounce + #":"SoftBounce","Details":"it did not work""#),
                Row("block", bounce + #":"Blocked","Details":"""#),
                Row("content", bounce + #":"VirusNotification""#),
                Row("complaint", bounce + #":"SpamComplaint""#), Row("leaves", bounce + #":"Unsubscribe""#),
                Row("nothing", bounce + #":"AutoResponder""#), Row("nothing", bounce + #":"Transient""#),
                Row("nothing", bounce + #":"OfTomorrow""#), Row("complaint", #""RecordType":"SpamComplaint""#),
                Row(
                    "leaves",
                    #""RecordType":"SubscriptionChange","SuppressSending":true,"Origin":"Recipient","SuppressionReason":"ManualSuppression""#
                ),
                Row(
                    "nothing",
                    #""RecordType":"SubscriptionChange","SuppressSending":false,"Origin":"Recipient","SuppressionReason":"ManualSuppression""#
                ),
                Row(
                    "nothing",
                    #""RecordType":"SubscriptionChange","SuppressSending":true,"Origin":"Recipient","SuppressionReason":"HardBounce""#
                ),
                Row("nothing", #""RecordType":"Open""#), Row("nothing", #""Type":"HardBounce""#),
            ]
        ) { #"{"ID":1,"Email":"ann@x.example",\#($0)}"# }
    }

    @Test("SendGrid's events")
    func sendgrid() throws {
        let bounce = #""event":"bounce""#
        try hold(
            .sendgrid,
            [
                Row(
                    "hard!",
                    bounce + #","type":"bounce","reason":"550 5.1.1 The account does not exist","status":"5.1.1""#),
                Row("hard!", bounce + #","bounce_classification":"Invalid Address","reason":"no""#),
                Row("block", bounce + #","type":"blocked","reason":"554 no","status":"""#),
                Row("block", bounce + #","type":"blocked","reason":"550 5.7.1 poor reputation""#),
                Row("soft", bounce + #","bounce_classification":"Mailbox Unavailable","reason":"no""#),
                Row("content", bounce + #","bounce_classification":"Content","reason":"no""#),
                Row("block", bounce + #","bounce_classification":"Frequency or Volume Too High","reason":"no""#),
                Row("unknown", bounce + #","reason":"no""#),
                Row("hard!", #""event":"dropped","reason":"Bounced Address""#),
                Row("leaves", #""event":"dropped","reason":"Unsubscribed Address""#),
                Row("leaves", #""event":"dropped","reason":"Spam Reporting Address""#),
                Row("complaint", #""event":"spamreport""#), Row("leaves", #""event":"unsubscribe""#),
                Row("leaves", #""event":"group_unsubscribe""#), Row("nothing", #""event":"deferred","response":"451""#),
                Row("nothing", #""event":"delivered""#), Row("nothing", #""event":"open""#),
                Row("nothing", #""event":7"#),
            ]
        ) { #"[{"email":"ann@x.example","sg_event_id":"e",\#($0)}]"# }
    }

    @Test("What Amazon SES publishes, under either name of its type")
    func ses() throws {
        func bounce(_ type: String, _ subtype: String, _ recipient: String = "") -> String {
            #""bounce":{"bounceType":"\#(type)","bounceSubType":"\#(subtype)","feedbackId":"f","bouncedRecipients":[{"emailAddress":"ann@x.example"\#(recipient)}]}"#
        }
        let unknown = #","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown""#
        let blocked = #","status":"5.7.1","diagnosticCode":"smtp; 550 5.7.1 blocked using a list""#
        for type in ["notificationType", "eventType"] {
            try hold(
                .ses,
                [
                    Row("hard!", bounce("Permanent", "General", unknown)), Row("hard!", bounce("Permanent", "NoEmail")),
                    Row("block", bounce("Permanent", "General", blocked)),
                    Row("hard!", bounce("Permanent", "OnAccountSuppressionList")),
                    Row("soft", bounce("Transient", "MailboxFull")),
                    Row("content", bounce("Transient", "MessageTooLarge")),
                    Row("soft", bounce("Transient", "General", #","status":"4.4.7""#)),
                    Row("nothing", bounce("Transient", "General")),
                    Row("unknown", bounce("Undetermined", "Undetermined")),
                ]
            ) { #"{"\#(type)":"Bounce","mail":{},\#($0)}"# }
            try hold(
                .ses,
                [
                    Row("complaint", #""complaintFeedbackType":"abuse""#), Row("complaint", #""a":null"#),
                    Row("nothing", #""complaintFeedbackType":"not-spam""#),
                ]
            ) {
                #"{"\#(type)":"Complaint","mail":{},"complaint":{"complainedRecipients":[{"emailAddress":"ann@x.example"}],\#($0)}}"#
            }
        }
        #expect(try word(.ses, #"{"eventType":"Reject","reject":{"reason":"Bad content"},"mail":{}}"#) == "content")
        #expect(try word(.ses, #"{"eventType":"Delivery","mail":{}}"#) == "nothing")
    }

    @Test("An event is tied by our own token, the return address, our link, or the Message-ID with the recipient")
    func ties() throws {
        let link = seal.url(.unsubscribe(ContactID(7), DeliveryID(13)), at: Self.moment)
        let rows: [(FeedbackProvider, String)] = [
            (
                .mailgun,
                #"{"event-data":{"event":"complained","recipient":"Ann@X.example","user-variables":{"usher":"TOKEN"},"message":{"headers":{"message-id":"AB12@shop.example"}}}}"#
            ),
            (
                .mailgun,
                #"{"event-data":{"event":"complained","recipient":"ann@x.example","envelope":{"sender":"b+TOKEN@bounces.shop.example"},"message":{"headers":{"message-id":"ab12@shop.example"}}}}"#
            ),
            (.postmark, #"{"RecordType":"SpamComplaint","Email":"ann@x.example","Metadata":{"Usher":"TOKEN"}}"#),
            (
                .sendgrid,
                #"[{"event":"spamreport","email":"ann@x.example","usher":"TOKEN","smtp-id":"<ab12@shop.example>"}]"#
            ),
            (
                .ses,
                #"{"eventType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"ann@x.example"}]},"mail":{"source":"b+TOKEN@bounces.shop.example","headers":[{"name":"Message-ID","value":"<ab12@shop.example>"},{"name":"List-Unsubscribe","value":"<https://shop.example/mail/u/\#(link)>"}]}}"#
            ),
        ]
        for (provider, json) in rows {
            let report = try #require(try read(provider, json).reports.first)
            #expect(report.deliveries.first == DeliveryID(12), "\(provider)")
            #expect(report.people.map { $0.wire.lowercased() } == ["ann@x.example"] && report.source == provider.title)
            if provider != .postmark { #expect(report.messageIDs == ["ab12"], "\(provider)") }
            #expect(report.reporter == provider.title)
        }
        let linked = try #require(try read(.ses, rows[4].1.replacing("b+TOKEN", with: "ida")).reports.first)
        #expect(linked.deliveries == [DeliveryID(13)])
        // What does not bear our seal ties nothing.
        let forged = try #require(
            try read(.mailgun, rows[0].1.replacing("TOKEN", with: token.dropLast() + "a")).reports.first)
        #expect(forged.deliveries.isEmpty && forged.messageIDs == ["ab12"])
    }

    @Test("The same event is the same however often it is posted, and no other")
    func keys() throws {
        let event = #"{"event-data":{"event":"complained","recipient":"ann@x.example","id":"a","timestamp":1.5}}"#
        let first = try #require(try read(.mailgun, event).reports.first)
        #expect(try read(.mailgun, "\n\(event) ").reports.first?.key == first.key && first.key.count == 32)
        for other in [event.replacing("1.5", with: "2.5"), event.replacing("\"a\"", with: "\"b\"")] {
            #expect(try read(.mailgun, other).reports.first?.key != first.key)
        }
    }

    @Test("A batch is bounded, what is no event is passed over, and what is no JSON is refused")
    func bounds() throws {
        let event = #"{"event":"spamreport","email":"ann@x.example","sg_event_id":"e"}"#
        let mixed = try read(.sendgrid, "[\(event),7,null,[],{\"event\":\"open\"},\(event)]")
        #expect(mixed.reports.count == 2 && mixed.ignored == 3)
        let many = try read(.sendgrid, "[" + Array(repeating: "1", count: 20_000).joined(separator: ",") + "]")
        #expect(many.reports.isEmpty && many.ignored == Feedback.mostEvents)
        for provider in FeedbackProvider.allCases {
            #expect(throws: JSONFault.self) { try read(provider, "{") }
            #expect(try read(provider, "{}").reports.isEmpty && read(provider, "[[]]").reports.isEmpty)
        }
    }

    @Test("A program tells in Usher's own form, and hears what is wrong with it")
    func own() throws {
        func tell(_ json: String) -> Result<ReturnedReport, OwnFeedback.Fault> {
            Result { () throws(OwnFeedback.Fault) in
                try OwnFeedback.read(
                    Array(json.replacing("TOKEN", with: token).utf8), source: "token helpdesk", seal: seal)
            }
        }
        let good = try tell(
            #"{"kind":"bounce","address":"ann@x.example","message_id":"<AB12@shop.example>","said":"550 5.1.1 no such user"}"#
        ).get()
        #expect(good.recipients.map(\.category) == [.hard] && good.recipients.map(\.isProof) == [true])
        #expect(good.messageIDs == ["ab12"] && good.source == "token helpdesk")
        for origin in ["TOKEN", "b+TOKEN@bounces.shop.example"] {
            let told = try tell(#"{"kind":"unsubscribe","address":"ann@x.example","return_address":"\#(origin)"}"#)
                .get()
            #expect(told.isOptOut && told.deliveries == [DeliveryID(12)])
        }
        let rows: [(String, String)] = [
            ("[]", "malformed"), ("{", "malformed"), (#"{"kind":["bounce"]}"#, "malformed"),
            (
                #"{"kind":"soft","address":"a@x.example","message_id":"<1@a.example>","return_address":null}"#,
                "malformed"
            ),
            (#"{"kind":"bounce","colour":"red"}"#, "malformed"), (#"{"kind":"bounced"}"#, "unusable"),
            (#"{"kind":"soft","address":"ann"}"#, "unusable"),
            (#"{"kind":"soft","address":"ann@x.example"}"#, "unusable"),
            (#"{"kind":"soft","said":"\#(String(repeating: "a", count: 5000))"}"#, "unusable"),
        ]
        for (json, word) in rows {
            switch tell(json) {
            case .failure(.malformed): #expect(word == "malformed", "\(json.prefix(80))")
            case .failure(.unusable): #expect(word == "unusable", "\(json.prefix(80))")
            case .success: Issue.record("\(json)")
            }
        }
    }
}
