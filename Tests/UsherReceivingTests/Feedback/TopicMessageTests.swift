import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import UsherCore
@testable import UsherReceiving

@Suite("What Amazon SNS posts")
struct TopicMessageTests {
    private static let now = Timestamp(seconds: 1_795_431_600)
    private static let key = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }
    private let topic: TopicName
    private let certificate: [UInt8]
    private static let arn = "arn:aws:sns:eu-central-1:123456789012:usher"
    private static let host = "https://sns.eu-central-1.amazonaws.com"

    init() throws {
        topic = try #require(TopicName(Self.arn))
        certificate = TestCertificate.pem(of: try Self.key.get().publicKey)
    }

    private func fields(_ type: String = "Notification", version: String = "2") -> [String: String] {
        var fields = [
            "Type": type, "MessageId": "m1", "TopicArn": Self.arn, "Message": "{\"a\":\"b\\n\"}",
            "Timestamp": Self.now.iso8601, "SignatureVersion": version,
            "SigningCertURL": "\(Self.host)/SimpleNotificationService-0123abcd.pem",
        ]
        if type != "Notification" {
            fields["SubscribeURL"] = "\(Self.host)/?Action=ConfirmSubscription&Token=x"
            fields["Token"] = "x"
        }
        return fields
    }

    private func signed(_ fields: [String: String]) throws -> [String: String] {
        var fields = fields
        let names =
            fields["Type"] == "Notification"
            ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
            : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        let text = Data(names.compactMap { name in fields[name].map { "\(name)\n\($0)\n" } }.joined().utf8)
        let key = try Self.key.get()
        let signature =
            fields["SignatureVersion"] == "1"
            ? try key.signature(for: Insecure.SHA1.hash(data: text), padding: .insecurePKCS1v1_5)
            : try key.signature(for: SHA256.hash(data: text), padding: .insecurePKCS1v1_5)
        fields["Signature"] = signature.rawRepresentation.base64EncodedString()
        return fields
    }

    private func isRight(_ fields: [String: String], after time: Int64 = 0) throws -> Bool {
        let body = try SortedJSON.octets(of: fields)
        guard let message = try? TopicMessage(body, topic: topic) else { return false }
        let now = Self.now.adding(milliseconds: time)
        return (try? message.verify(certificate: certificate, now: now)) != nil
    }

    @Test("is its topic's by either version of the signature, with a subject and without", arguments: ["1", "2"])
    func right(version: String) throws {
        let plain = fields(version: version)
        #expect(try isRight(signed(plain)))
        #expect(try isRight(signed(plain.merging(["Subject": "Amazon SES"]) { $1 })))
        for type in ["SubscriptionConfirmation", "UnsubscribeConfirmation"] {
            #expect(try isRight(signed(fields(type, version: version))), "\(type)")
        }
        let message = try TopicMessage(SortedJSON.octets(of: signed(plain)), topic: topic)
        #expect(message.kind == .notification && message.message == Array("{\"a\":\"b\\n\"}".utf8))
        #expect(message.subscribeURL == nil)
    }

    @Test("is refused where anything of it was changed, or comes from elsewhere")
    func wrong() throws {
        let good = try signed(fields())
        let changes: [(String, String?)] = [
            ("Message", "{}"), ("MessageId", "m2"), ("Subject", "added"), ("Timestamp", "2026-11-23T11:00:00.000Z"),
            ("TopicArn", "arn:aws:sns:eu-central-1:123456789012:other"), ("Type", "SubscriptionConfirmation"),
            ("Type", nil), ("Signature", "AAAA"), ("Signature", nil), ("SignatureVersion", "1"),
            ("SignatureVersion", "3"), ("SigningCertURL", nil), ("Timestamp", "soon"),
        ]
        for (name, value) in changes {
            var fields = good
            fields[name] = value
            #expect(try !isRight(fields), "\(name)")
        }
        #expect(try !isRight(good, after: 37 * 3_600_000) && !isRight(good, after: -3_600_000))
        #expect(try isRight(good, after: 35 * 3_600_000))
        let other = TestCertificate.pem(of: try _RSA.Signing.PrivateKey(keySize: .bits2048).publicKey)
        let message = try TopicMessage(SortedJSON.octets(of: good), topic: topic)
        for certificate in [
            other, [], Array("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8), [0xFF],
        ] {
            #expect(throws: FeedbackProof.Fault.self) { try message.verify(certificate: certificate, now: Self.now) }
        }
    }

    @Test(
        "names a certificate only at the topic's own host",
        arguments: [
            ("https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123abcd.pem", true),
            ("http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem", false),
            ("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a.pem", false),
            ("https://sns.eu-central-1.amazonaws.com.evil.example/SimpleNotificationService-0a.pem", false),
            ("https://sns.eu-central-1.amazonaws.com@evil.example/SimpleNotificationService-0a.pem", false),
            ("https://evil.example/sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.pem", false),
            ("https://sns.eu-central-1.amazonaws.com:444/SimpleNotificationService-0a.pem", false),
            ("https://sns.eu-central-1.amazonaws.com/a/../SimpleNotificationService-0a.pem", false),
            ("https://sns.eu-central-1.amazonaws.com/?SimpleNotificationService-0a.pem", false),
            ("https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0a.txt", false),
            ("https://sns.eu-central-1.amazonaws.com/a.pem", false),
            ("https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-.pem", false),
            ("https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0g.pem", false),
            ("https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-\u{FF11}.pem", false),
            ("https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0.pem?a.pem", false), ("", false),
        ])
    func hosts(address: String, isRight: Bool) {
        #expect(TopicMessage.isCertificate(address, at: topic.host) == isRight)
    }

    @Test("A link that confirms a subscription is at the topic's own host, or the message is refused")
    func subscription() throws {
        let good = try signed(fields("SubscriptionConfirmation"))
        let message = try TopicMessage(SortedJSON.octets(of: good), topic: topic)
        #expect(message.subscribeURL == good["SubscribeURL"])
        for url in ["https://evil.example/", "http://sns.eu-central-1.amazonaws.com/?a", "file:///etc/passwd", ""] {
            let forged = good.merging(["SubscribeURL": url]) { $1 }
            #expect(throws: FeedbackProof.Fault.self) { try TopicMessage(SortedJSON.octets(of: forged), topic: topic) }
        }
    }

    @Test("A topic is read by its full name")
    func topics() {
        #expect(TopicName("arn:aws-cn:sns:cn-north-1:123456789012:usher")?.host == "sns.cn-north-1.amazonaws.com.cn")
        for text in [
            "", "usher", "arn:aws:sqs:eu-central-1:123456789012:usher", "arn:aws:sns:eu.evil:123456789012:usher",
            "arn:aws:sns:eu-central-1:12345678901x:usher", "arn:aws:sns:eu-central-1:123456789012:us/her",
            "arn:moon:sns:eu-central-1:123456789012:usher", "arn:aws:sns::123456789012:usher",
        ] {
            #expect(TopicName(text) == nil, "\(text)")
        }
    }
}
