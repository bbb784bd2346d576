import Foundation
import TestSupport
import Testing

@testable import UsherCore
@testable import UsherReceiving

/// Signatures that nobody made for Usher: they stand in the tests of SendGrid's and Mailgun's own libraries, and Amazon
/// SNS itself made those in its SDK's.
@Suite("Signatures that providers have published")
struct PublishedSignaturesTests {
    /// Whether it is taken, a minute after it was made.
    private func isRight(_ time: Int64, _ prove: (Timestamp) throws -> Void) -> Bool {
        do {
            try prove(Timestamp(seconds: time + 60))
            return true
        } catch { return false }
    }

    private func changed(_ octets: [UInt8]) -> [UInt8] { octets.map { $0 == UInt8(ascii: "o") ? 0x30 : $0 } }

    @Test("SendGrid's are SendGrid's")
    func sendgrid() {
        let key =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA=="
        let other =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqTxd43gyp8IOEto2LdIfjRQrIbsd4SXZkLW6jDutdhXSJCWHw8REntlo7aNDthvj+y7GjUuFDb/R1NGe1OPzpA=="
        let signature =
            "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0="
        let body = Array(#"{"category":"example_payload","event":"test_event","message_id":"message_id"}"#.utf8)
        func isTaken(_ body: [UInt8], _ key: String) -> Bool {
            let post = FeedbackPost(.sendgrid, signature: signature, timestamp: "1588788367", body: body)
            return isRight(1_588_788_367) { try FeedbackProof.sendgrid(post, key: key, now: $0) }
        }
        #expect(isTaken(body, key))
        #expect(!isTaken(changed(body), key) && !isTaken(body, other))
    }

    @Test("Mailgun's are Mailgun's")
    func mailgun() {
        let token = "5egbgr1vjgqxtrnp65xfznchgdccwh5d6i09vijqi3whgowmn6"
        func isTaken(_ token: String, _ key: String) -> Bool {
            let body = """
                {"signature":{"timestamp":"1403645220","token":"\(token)",
                "signature":"9cfc5c41582e51246e73c88d34db3af0a3a2692a76fbab81492842f000256d33"},"event-data":{}}
                """
            return isRight(1_403_645_220) { try FeedbackProof.mailgun(Array(body.utf8), key: key, now: $0) }
        }
        let key = "key-3ax6xnjp29jd6fds4gc373sgvjxteol0"
        #expect(isTaken(token, key))
        #expect(!isTaken("owyldpe6nxhmrn78epljl6bj0orrki1u3d2v5e6cnlmmuox8jr", key))
        #expect(!isTaken(token, String(key.dropLast()) + "1"))
    }

    @Test(
        "Amazon's are Amazon's, of either version, with the certificate that it had then",
        arguments: [(1, "892f85fe-4836-424d-8188-ab85bef0f362"), (2, "62674b1d-4295-426b-88e7-5fb75652a04e")])
    func sns(version: Int, name: String) throws {
        let topic = try #require(TopicName("arn:aws:sns:us-east-2:295079676684:publish-and-verify-\(name)"))
        let certificate = Array(try Repository.text("Tests/Fixtures/Signatures/sns.pem").utf8)
        let body = Array(try Repository.text("Tests/Fixtures/Signatures/sns-\(version).json").utf8)
        let moment = try Timestamp(parsing: "2022-07-28T21:24:00Z", clock: .utc).milliseconds / 1000
        func isTaken(_ body: [UInt8]) -> Bool {
            isRight(moment) { try TopicMessage(body, topic: topic).verify(certificate: certificate, now: $0) }
        }
        #expect(isTaken(body))
        let other = String(decoding: body, as: UTF8.self).replacing("Hello world", with: "Hello word")
        #expect(!isTaken(Array(other.utf8)))
    }
}
