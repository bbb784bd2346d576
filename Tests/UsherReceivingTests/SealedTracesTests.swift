import TestSupport
import Testing
import UsherCore
import UsherMail
import UsherReceiving

@Suite("What bears our seal in a mail that comes back")
struct SealedTracesTests {
    private let moment = Timestamp(seconds: 1_795_431_600)

    private func seal(_ database: String) throws -> TokenSeal {
        let key = try #require(SigningKey(id: 1, createdAt: Timestamp(seconds: 0), secret: Array(1...32)))
        return TokenSeal(keyring: try Keyring(keys: [key]), databaseID: database)
    }

    @Test("is its return address and its unsubscribe link, and those of another database are nothing")
    func sealed() throws {
        let (ours, theirs) = (try seal("one"), try seal("two"))
        let (contact, delivery) = (ContactID(7), DeliveryID(12))
        let local = BounceAddress.localPart(delivery, at: moment, seal: ours)
        let token = ours.url(.unsubscribe(contact, delivery), at: moment)
        let mail = """
            Return-Path: <>
            Delivered-To: \(local.uppercased())@bounces.shop.example
            From: MAILER-DAEMON@mx.example
            Subject: Undelivered mail

            <ann@x.example>: 550 5.1.1 user unknown

            Received: by x
            From: hello@shop.example
            To: ann@x.example
            List-Unsubscribe: <https://shop.example/mail/u/\(token)>,
             <mailto:leave@shop.example?subject=unsubscribe%20\(token)>

            """
        let read = ReturnedMail.read(Array(mail.utf8), seal: ours)
        #expect(read.traces.sealed == [.bounce(delivery), .unsubscribe(contact, delivery)])
        #expect(ReturnedMail.read(Array(mail.utf8), seal: theirs).traces.sealed.isEmpty)
        let leaving = "From: ann@x.example\nSubject: unsubscribe \(token)\n\n"
        let left = ReturnedMail.read(Array(leaving.utf8), seal: ours)
        #expect(left.kind == .unsubscribe(token: token))
        #expect(left.traces.sealed == [.unsubscribe(contact, delivery)])
    }
}
