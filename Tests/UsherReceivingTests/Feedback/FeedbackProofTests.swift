import Crypto
import Foundation
import Testing
import UsherReceiving

@testable import UsherCore

@Suite("Who posts feedback")
struct FeedbackProofTests {
    private static let now = Timestamp(seconds: 1_795_431_600)
    private static let hours: Int64 = 3_600_000

    // MARK: Mailgun

    private func mailgun(_ key: String, at moment: String, token: String = "t0k3n", signature: String? = nil) -> [UInt8]
    {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data((moment + token).utf8), using: SymmetricKey(data: Data(key.utf8)))
        let written = signature ?? code.map { String(format: "%02x", $0) }.joined()
        return Array(
            #"{"signature":{"timestamp":"\#(moment)","token":"\#(token)","signature":"\#(written)"},"event-data":{}}"#
                .utf8)
    }

    private func isMailgun(_ body: [UInt8], after time: Int64 = 0) -> Bool {
        (try? FeedbackProof.mailgun(body, key: "a key", now: Self.now.adding(milliseconds: time))) != nil
    }

    @Test("Mailgun signs the time and a token; a forged, an old and a coming one are refused")
    func mailgun() {
        let moment = "\(Self.now.milliseconds / 1000)"
        let good = mailgun("a key", at: moment)
        #expect(isMailgun(good) && isMailgun(good, after: 35 * Self.hours))
        #expect(!isMailgun(good, after: 37 * Self.hours) && !isMailgun(good, after: -Self.hours))
        #expect(!isMailgun(mailgun("another key", at: moment)))
        #expect(!isMailgun(mailgun("a key", at: "99999999999999999999")) && !isMailgun(mailgun("a key", at: "soon")))
        for signature in ["", "zz", String(repeating: "0", count: 64), String(repeating: "é", count: 32)] {
            #expect(!isMailgun(mailgun("a key", at: moment, signature: signature)))
        }
        #expect(!isMailgun(Array("{}".utf8)) && !isMailgun(Array("[".utf8)) && !isMailgun([]))
    }

    // MARK: SendGrid

    @Test("SendGrid signs the time and the body")
    func sendgrid() throws {
        let key = P256.Signing.PrivateKey()
        let shown = key.publicKey.derRepresentation.base64EncodedString()
        let moment = "\(Self.now.milliseconds / 1000)"
        let body = Array(#"[{"event":"open"}]"#.utf8)
        let signature = try key.signature(for: Data(Array(moment.utf8) + body)).derRepresentation.base64EncodedString()
        func isRight(
            _ signature: String?, _ moment: String?, _ body: [UInt8], key: String = shown, after time: Int64 = 0
        ) -> Bool {
            let post = FeedbackPost(.sendgrid, signature: signature, timestamp: moment, body: body)
            return (try? FeedbackProof.sendgrid(post, key: key, now: Self.now.adding(milliseconds: time))) != nil
        }
        #expect(isRight(signature, moment, body) && isRight(signature, moment, body, after: 35 * Self.hours))
        #expect(!isRight(signature, moment, body, after: 37 * Self.hours))
        #expect(!isRight(signature, moment, body + [0x20]) && !isRight(signature, moment + "0", body))
        #expect(!isRight(nil, moment, body) && !isRight(signature, nil, body) && !isRight("", "", body))
        #expect(!isRight("MEUCIQ==", moment, body) && !isRight(signature, moment, body, key: "MFkw"))
        let other = P256.Signing.PrivateKey().publicKey.derRepresentation.base64EncodedString()
        #expect(!isRight(signature, moment, body, key: other))
    }

    // MARK: Postmark

    @Test(
        "Postmark shows a password, whatever the name before it",
        arguments: [
            (["Basic dXNoZXI6YSBwYXNzd29yZA=="], true), (["basic OmEgcGFzc3dvcmQ="], true),
            (["Basic dXNoZXI6YSBwYXNzd29yZQ=="], false), (["Basic dXNoZXI="], false), (["Basic "], false),
            (["Bearer dXNoZXI6YSBwYXNzd29yZA=="], false), ([], false),
            (["Basic dXNoZXI6YSBwYXNzd29yZA==", "Basic dXNoZXI6YSBwYXNzd29yZA=="], false),
            (["Basic " + String(repeating: "a", count: 2000)], false),
        ])
    func postmark(fields: [String], isRight: Bool) {
        #expect(((try? FeedbackProof.postmark(fields, password: "a password")) != nil) == isRight)
    }
}
