import Foundation
import Logging
import TestSupport
import UsherCore
import UsherMail

@testable import UsherDaemon
@testable import UsherWeb

/// The whole public address over a database in which one person was mailed, signed up, and has a code. Its words are
/// the same in each, because the key is.
struct FakeHouse {
    private let linked: LinkedHome
    private let before: Set<String>

    private static let now = LinkedHome.now
    private static let composer = SigningKey(id: 1, createdAt: now, secret: Array(repeating: 7, count: 32))
        .flatMap { try? Keyring(keys: [$0]) }.map { MessageComposer(keyring: $0, databaseID: "test") }
    private static var seal: TokenSeal? { composer?.seal }
    private static let secret = APISecret()
    private static let address = "grace@example.org"
    private static let (contact, delivery, code) = (ContactID(1), DeliveryID(1), "7hm2x9qd")

    /// What stands in a path of each kind.
    static let words: [String: String] = {
        let tokens: [String: Token] = [
            "u": .unsubscribe(contact, delivery), "confirm": .confirm(contact, signedUpAt: now),
            "data": .data(contact, askedAt: now), "l": .link(delivery, number: 0), "review": .review(EnrollmentID(1)),
        ]
        return tokens.compactMapValues { seal?.url($0, at: now) }.merging(["c": "craft-fair", "r": code]) { $1 }
    }()
    /// Of the one message, as providers are given it.
    static let returnToken = seal?.address(.bounce(delivery), at: now) ?? ""
    /// Of the program that may tell events.
    static let bearer = secret.text(of: APITokenID(1))

    init() throws {
        linked = try LinkedHome(seal: Self.seal)
        let store = linked.home.store
        _ = try linked.send("advocate", to: Self.address)
        let secret = URL(fileURLWithPath: linked.folder("postmark.secret"))
        try Data("a password\n".utf8).write(to: secret)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret.path)
        _ = try store.code(of: Self.contact) { Self.code }
        let event = Event(name: "signed_up", key: "form", at: Self.now)
        var request = EventRequest(event: event, person: ContactDraft(address: try EmailAddress(Self.address)))
        request.consent = ConsentTold(source: "form")
        _ = try linked.record(request)
        _ = try store.addToken(
            named: "checkout", hash: Self.secret.hash, scopes: [.events, .enrollments, .feedback], endsAt: nil,
            now: Self.now)
        before = try Self.facts(linked.home)
    }

    /// The public address, whole.
    var subjects: [any WebRoutes] {
        get throws {
            let doors = linked.doors
            let feedback = FeedbackDoor(
                home: linked.folder.path, store: linked.home.store,
                composer: Self.composer ?? linked.home.press.composer,
                feedback: { FeedbackSettings(postmarkPasswordFile: "postmark.secret") },
                certificates: CertificateShelf(lanes: .queues, fetch: { _ in [] }), clock: linked.clock,
                logger: Logger(label: "test"))
            return [
                linked.unsubscribing, linked.signUps, linked.confirming, linked.data, linked.links,
                try linked.reviews,
                APIRoutes(
                    linked.house, tokens: linked.home.store, url: "https://shop.example/mail", tell: doors.tell,
                    lines: doors.tell(lines:_:on:), enroll: doors.enroll, feedback: feedback.tell),
                FeedbackRoutes(linked.house, admit: feedback.admit, take: feedback.take(_:on:)),
            ]
        }
    }

    /// What is in the database that was not there at first.
    var changes: [String] { get throws { try Self.facts(linked.home).subtracting(before).sorted() } }

    private static func facts(_ home: OpenHome) throws -> Set<String> {
        let store = home.store
        var facts = Set(try store.suppressions(limit: 100, now: now).map { "no to \($0.suppression.scope)" })
        for contact in try store.contacts(ContactFilter()) {
            let address = contact.address.wire
            facts.insert("\(address) \(contact.name ?? "-")")
            for event in try store.events(of: contact.id) { facts.insert("\(address) \(event.name)") }
            for enrollment in try store.enrollments(of: contact.id) {
                facts.insert("\(address) in \(home.plan.campaigns[enrollment.campaign]?.name ?? "")")
            }
        }
        return facts
    }
}
