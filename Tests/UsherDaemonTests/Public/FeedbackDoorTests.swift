import Crypto
import Foundation
import Synchronization
import TestHomes
import TestSupport
import Testing
import UsherMail
import UsherStore
import UsherSupport

@testable import UsherCore
@testable import UsherDaemon
@testable import UsherWeb

@Suite("The door that providers post to")
struct FeedbackDoorTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let lane = QueueExecutor(label: "test.feedback")
    private let book = LogBook()

    init() throws {
        (folder, home) = try OpenHome.shipped()
        for (name, text) in [("mailgun.key", "a key\n"), ("postmark.secret", "a password\n")] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder(name)))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder(name))
        }
    }

    private func door(
        _ settings: FeedbackSettings = FeedbackSettings(
            mailgunKeyFile: "mailgun.key", postmarkPasswordFile: "postmark.secret"),
        fetch: @escaping CertificateShelf.Fetch = { _ in [] }
    ) -> FeedbackDoor {
        FeedbackDoor(
            home: folder.path, store: home.store, composer: home.press.composer, feedback: { settings },
            certificates: CertificateShelf(lanes: .queues, fetch: fetch), clock: home.clock, logger: book.logger)
    }

    /// Somebody whose first e-mail was sent: its return token, and the local part of its Message-ID.
    private func sent(_ address: String) throws -> (token: String, messageID: String) {
        _ = try home.intake.enter([home.entry(address)])
        let now = home.clock.now()
        let sources = try home.edition.revisions
        try home.store.save(sources)
        let revision = try #require(sources.keys.first)
        let batch = try home.store.claim(
            owner: "test", now: now.adding(seconds: 9_000_000), limit: 10, factsFor: { _ in false },
            makeCode: { _ in nil }
        ) { _, _ in .send(Composition(revision: revision, inputs: "{}", composedAt: now)) }
        let delivery = try #require(batch.claimed.first?.delivery)
        let settlement = Settlement(
            delivery: delivery, result: .sent(countsTowardsCap: true), reply: nil, advance: .end(.finished))
        _ = try home.store.settle([settlement], owner: "test", now: now)
        let composer = home.press.composer
        return (composer.seal.address(.bounce(delivery), at: now), composer.messageID(of: delivery, at: now))
    }

    private func mailgun(_ event: String, key: String = "a key") -> FeedbackPost {
        let moment = "\(home.clock.now().milliseconds / 1000)"
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(moment)t".utf8), using: SymmetricKey(data: Data(key.utf8)))
        let signature = code.map { String(format: "%02x", $0) }.joined()
        let proof = #""signature":{"timestamp":"\#(moment)","token":"t","signature":"\#(signature)"}"#
        return FeedbackPost(.mailgun, body: Array("{\(proof),\"event-data\":\(event)}".utf8))
    }

    private func failure(_ address: String, id: String, messageID: String, words: String = "550 5.1.1 no such user")
        -> String
    {
        #"{"event":"failed","severity":"permanent","id":"\#(id)","recipient":"\#(address)","message":{"headers":{"message-id":"\#(messageID)@shop.example"}},"delivery-status":{"message":"\#(words)"}}"#
    }

    private func take(_ post: FeedbackPost, _ door: FeedbackDoor? = nil) async throws -> FeedbackTally {
        let door = door ?? self.door()
        try door.admit(post)
        return try await door.take(post, on: lane)
    }

    private func tally(recorded: Int = 0, already: Int = 0, unmatched: Int = 0, ignored: Int = 0) -> FeedbackTally {
        var tally = FeedbackTally()
        (tally.recorded, tally.already, tally.unmatched, tally.ignored) = (recorded, already, unmatched, ignored)
        return tally
    }

    private func suppressions() throws -> [Suppression.Reason] {
        try home.store.suppressions(limit: 99, now: home.clock.now()).map(\.suppression.reason)
    }

    @Test("What is tied to a message has its consequence once, however often and by whichever door it is told")
    func once() async throws {
        let ada = try sent("ada@example.org")
        let post = mailgun(failure("ada@example.org", id: "1", messageID: ada.messageID))
        #expect(try await take(post) == tally(recorded: 1))
        #expect(try suppressions() == [.bounced])
        #expect(try await take(post) == tally(already: 1))
        let other =
            #"{"RecordType":"Bounce","Type":"HardBounce","ID":9,"Email":"ada@example.org","Metadata":{"usher":"\#(ada.token)"}}"#
        let again = FeedbackPost(.postmark, authorization: ["Basic OmEgcGFzc3dvcmQ="], body: Array(other.utf8))
        #expect(try await take(again) == tally(recorded: 1))
        #expect(try suppressions() == [.bounced])
        #expect(try home.store.returned(ReturnedFilter()).map(\.effect) == [.none, .bounced])
    }

    @Test("What is tied to no message changes nobody, whoever signed it")
    func unmatched() async throws {
        let ada = try sent("ada@example.org")
        let forged = [
            failure("ada@example.org", id: "1", messageID: "0123456789abcdef0123456789abcdef"),
            failure("eve@example.org", id: "2", messageID: ada.messageID),
        ]
        for event in forged { #expect(try await take(mailgun(event)) == tally(unmatched: 1)) }
        #expect(try suppressions().isEmpty)
    }

    @Test("A complaint ends marketing and says who told it; what is no report is passed over")
    func complaint() async throws {
        let ada = try sent("ada@example.org")
        let event =
            #"{"event":"complained","id":"1","recipient":"ada@example.org","user-variables":{"usher":"\#(ada.token)"}}"#
        #expect(try await take(mailgun(event)) == tally(recorded: 1))
        #expect(try suppressions() == [.complaint])
        let contact = try #require(try home.store.contact(EmailAddress("ada@example.org").key))
        #expect(try home.store.consents(of: contact.id).last?.source == "Mailgun")
        #expect(try await take(mailgun(#"{"event":"opened"}"#)) == tally(ignored: 1))
    }

    @Test("A batch is recorded whole, a hundred to a commit")
    func batch() async throws {
        let key = P256.Signing.PrivateKey()
        let settings = FeedbackSettings(sendgridPublicKey: key.publicKey.derRepresentation.base64EncodedString())
        let ada = try sent("ada@example.org")
        var events = (1...250).map {
            #"{"event":"bounce","email":"p\#($0)@example.org","sg_event_id":"\#($0)","reason":"550 no"}"#
        }
        events.append(#"{"event":"spamreport","email":"ada@example.org","sg_event_id":"a","usher":"\#(ada.token)"}"#)
        events.append(#"{"event":"delivered","email":"ada@example.org","sg_event_id":"b"}"#)
        let body = Array("[\(events.joined(separator: ","))]".utf8)
        let moment = "\(home.clock.now().milliseconds / 1000)"
        let signature = try key.signature(for: Data(Array(moment.utf8) + body)).derRepresentation.base64EncodedString()
        let post = FeedbackPost(.sendgrid, signature: signature, timestamp: moment, body: body)
        #expect(try await take(post, door(settings)) == tally(recorded: 1, unmatched: 250, ignored: 1))
        #expect(try suppressions() == [.complaint])
        #expect(try await take(post, door(settings)) == tally(already: 251, ignored: 1))
    }

    @Test("Who proves nothing is refused, and what cannot be checked is asked for again")
    func refused() async throws {
        let event = failure("ada@example.org", id: "1", messageID: "a")
        let rows: [(FeedbackPost, Int)] = [
            (mailgun(event, key: "another"), 403), (FeedbackPost(.mailgun, body: Array("{".utf8)), 400),
            (FeedbackPost(.postmark, authorization: ["Basic OmE="], body: Array("{}".utf8)), 403),
            (FeedbackPost(.postmark, authorization: ["Basic OmEgcGFzc3dvcmQ="], body: Array("{".utf8)), 400),
            (FeedbackPost(.sendgrid, body: Array("[]".utf8)), 403), (FeedbackPost(.ses, body: Array("{}".utf8)), 403),
        ]
        for (post, status) in rows {
            let refusal = await #expect(throws: WebRefusal.self) { try await take(post) }
            #expect(refusal?.status == status, "\(post.provider)")
        }
        try FileManager.default.removeItem(atPath: folder("mailgun.key"))
        // However often: a door tells once why it is closed.
        let door = door()
        for _ in 0..<3 {
            let later = await #expect(throws: WebRefusal.self) { try await take(mailgun(event), door) }
            #expect(later?.status == 503)
        }
        #expect(book.lines(.error).count { $0.contains("receive.feedback.mailgun.key_file") } == 1)
    }

    @Test("A program tells one message, and hears what followed")
    func own() throws {
        let ada = try sent("ada@example.org")
        let caller = APICaller(name: "helpdesk", scopes: [.feedback])
        let good = #"{"kind":"unsubscribe","address":"ada@example.org","message_id":"\#(ada.messageID)@shop.example"}"#
        guard case .recorded(let document) = try door().tell(Array(good.utf8), caller) else {
            Issue.record("it is not recorded")
            return
        }
        #expect(String(decoding: document, as: UTF8.self) == "{\"effect\":\"unsubscribed\",\"result\":\"recorded\"}\n")
        #expect(try suppressions() == [.unsubscribed])
        guard case .known = try door().tell(Array(good.utf8), caller) else {
            Issue.record("it is not known")
            return
        }
    }

    @Test("Certificates are fetched once, and not without end")
    func certificates() async throws {
        let fetched = Mutex<[String]>([])
        let start = ContinuousClock.now
        let seconds = Mutex(0)
        let instant: @Sendable () -> ContinuousClock.Instant = { start.advanced(by: .seconds(seconds.withLock { $0 })) }
        let shelf = CertificateShelf(lanes: .queues, instant: instant) { url in
            fetched.withLock { $0.append(url) }
            return Array(url.utf8)
        }
        for _ in 0..<3 { #expect(try await shelf.certificate("a") == Array("a".utf8)) }
        for number in 1..<CertificateShelf.mostInAMinute { _ = try await shelf.certificate("\(number)") }
        #expect(fetched.withLock(\.count) == CertificateShelf.mostInAMinute)
        await #expect(throws: CertificateShelf.Fault.tooMany) { _ = try await shelf.certificate("one more") }
        #expect(try await shelf.certificate("9") == Array("9".utf8))
        seconds.withLock { $0 = 61 }
        #expect(try await shelf.certificate("one more") == Array("one more".utf8))
    }

    @Test("A certificate that cannot be had is not asked for again at once; who is proved has a share apart")
    func failingCertificates() async throws {
        let asked = Mutex<[String]>([])
        let now = ContinuousClock.now
        let seconds = Mutex(0)
        let instant: @Sendable () -> ContinuousClock.Instant = { now.advanced(by: .seconds(seconds.withLock { $0 })) }
        let shelf = CertificateShelf(lanes: .queues, instant: instant) { url in
            asked.withLock { $0.append(url) }
            guard url.hasPrefix("right") else { throw CertificateShelf.Fault.status(404) }
            return []
        }
        await #expect(throws: CertificateShelf.Fault.status(404)) { _ = try await shelf.certificate("wrong") }
        for _ in 0..<20 {
            await #expect(throws: CertificateShelf.Fault.justFailed) { _ = try await shelf.certificate("wrong") }
        }
        #expect(asked.withLock(\.count) == 1)
        for number in 1..<CertificateShelf.mostInAMinute {
            await #expect(throws: CertificateShelf.Fault.status(404)) { _ = try await shelf.certificate("\(number)") }
        }
        await #expect(throws: CertificateShelf.Fault.tooMany) { _ = try await shelf.certificate("right") }
        for _ in 0..<CertificateShelf.mostInAMinute { try await shelf.visit("right link") }
        await #expect(throws: CertificateShelf.Fault.tooMany) { try await shelf.visit("right link") }
        seconds.withLock { $0 = 61 }
        _ = try await shelf.certificate("right")
        try await shelf.visit("right link")
    }

    @Test("Strangers neither use up what the address that was right last needs, nor put its certificate out")
    func rightCertificate() async throws {
        let asked = Mutex<[String]>([])
        let shelf = CertificateShelf(lanes: .queues, instant: { [now = ContinuousClock.now] in now }) { url in
            asked.withLock { $0.append(url) }
            return Array(url.utf8)
        }
        #expect(!shelf.hasRight && shelf.found(right: "ours") && !shelf.found(right: "ours") && shelf.hasRight)
        for number in 1...CertificateShelf.mostInAMinute { _ = try await shelf.certificate("stranger \(number)") }
        await #expect(throws: CertificateShelf.Fault.tooMany) { _ = try await shelf.certificate("one more") }
        #expect(try await shelf.certificate("ours") == Array("ours".utf8))
        let count = asked.withLock(\.count)
        #expect(try await shelf.certificate("ours") == Array("ours".utf8) && asked.withLock(\.count) == count)
    }

    @Test("What is known is given while something else is being fetched")
    func knownMeanwhile() async throws {
        let gate = DispatchSemaphore(value: 0)
        let isAsked = Mutex(false)
        let fetch: CertificateShelf.Fetch = { url in
            if url == "slow" {
                isAsked.withLock { $0 = true }
                gate.wait()
            }
            return Array(url.utf8)
        }
        let shelf = CertificateShelf(lanes: .queues, fetch: fetch)
        _ = try await shelf.certificate("known")
        async let slow = shelf.certificate("slow")
        // Whatever ends this test ends that as well.
        defer { gate.signal() }
        var patience = Patience()
        while !isAsked.withLock({ $0 }) {
            try patience.look(for: "a fetch")
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try await shelf.certificate("known") == Array("known".utf8))
        gate.signal()
        #expect(try await slow == Array("slow".utf8))
    }

    @Test("A certificate that cannot be fetched is no refusal: the topic tries again")
    func unreachable() async throws {
        let arn = "arn:aws:sns:eu-central-1:123456789012:usher"
        let settings = FeedbackSettings(sesTopic: TopicName(arn))
        let asked = Mutex<[String]>([])
        let door = door(settings) { url in
            asked.withLock { $0.append(url) }
            throw CertificateShelf.Fault.tooMany
        }
        let url = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-ab.pem"
        let body = """
            {"Type":"Notification","MessageId":"1","TopicArn":"\(arn)","Message":"{}","Signature":"AAAA",
            "Timestamp":"\(home.clock.now().iso8601)","SignatureVersion":"2","SigningCertURL":"\(url)"}
            """
        let later = await #expect(throws: WebRefusal.self) {
            try await take(FeedbackPost(.ses, body: Array(body.utf8)), door)
        }
        #expect(later?.status == 503 && asked.withLock { $0 } == [url])
        let elsewhere = FeedbackPost(
            .ses, body: Array(body.replacing("eu-central-1.amazonaws.com", with: "x.example").utf8))
        let refused = await #expect(throws: WebRefusal.self) { try await take(elsewhere, door) }
        #expect(refused?.status == 403 && asked.withLock(\.count) == 1)
    }
}
