import Testing
import UsherCore
import UsherMail

@testable import UsherDaemon
@testable import UsherWeb

@Suite("Taking reviews")
struct ReviewDeskTests {
    private let home: LinkedHome
    private let desk: ReviewDesk

    init() throws {
        home = try LinkedHome()
        desk = ReviewDesk(
            reader: try home.home.store.linkReader(), store: home.home.store, seal: home.home.press.composer.seal,
            editions: EditionBox(home.edition), clock: home.home.clock)
    }

    private func token(_ text: String) throws -> String {
        String(
            try #require(text.components(separatedBy: "https://paperheron.example/mail/review/").last).prefix {
                $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
            })
    }

    @Test("The advocate's e-mail has the link; its score is the event the campaign was made for, once")
    func once() async throws {
        let (_, message, contact) = try home.send("advocate", to: "ada@example.org")
        let token = try token(LinkedHome.text(message))
        #expect(try await desk.invitation(token) == ReviewInvitation(language: nil))
        #expect(try home.home.store.events(of: contact.id).isEmpty)
        let receipt = try await desk.take(ReviewForm(score: 9, text: "Two\nlines", mayBeShown: true), token: token)
        #expect(receipt?.score == 9 && receipt?.isLow == false)
        #expect(receipt?.invitation?.url.hasPrefix("https://paperheron.example/review?utm_source=usher") == true)
        let second = try await desk.take(ReviewForm(score: 2), token: token)
        #expect(second?.score == 9 && second?.isLow == false, "what was taken first")
        let events = try home.home.store.events(of: contact.id)
        #expect(events.map(\.name) == ["review_given"])
        #expect(events.first?.data == ["score": "9", "text": "Two\nlines", "permission": "yes"])
        #expect(try home.home.store.contact(contact.address.key)?.stage == .advocate)
    }

    @Test("A low score is the event that the journey says, and invites nobody to say it to everybody")
    func low() async throws {
        let (_, message, contact) = try home.send("advocate", to: "ada@example.org")
        let token = try token(LinkedHome.text(message))
        for score in [3, 10] {
            let receipt = try await desk.take(ReviewForm(score: score), token: token)
            #expect(receipt == ReviewReceipt(language: nil, score: 3, isLow: true))
        }
        #expect(try home.home.store.events(of: contact.id).map(\.name) == ["low_score_given"])
        #expect(try home.home.store.contact(contact.address.key)?.stage != .advocate)
    }

    @Test("Other tokens, and runs that are not there, ask nobody")
    func unknown() async throws {
        let seal = home.home.press.composer.seal
        for token in [Token.review(EnrollmentID(99)), .link(DeliveryID(1), number: 0), .bounce(DeliveryID(1))] {
            let text = seal.url(token, at: LinkedHome.now)
            #expect(try await desk.invitation(text) == nil)
            #expect(try await desk.take(ReviewForm(score: 9), token: text) == nil)
        }
        #expect(try await desk.invitation("nonsense") == nil)
    }

    @Test("The link of somebody who was erased asks nobody and takes nothing, also when they are back")
    func erased() async throws {
        let (_, message, contact) = try home.send("advocate", to: "ada@example.org")
        let token = try token(LinkedHome.text(message))
        _ = try Eraser(home.home).erase(contact.address, because: "asked")
        for _ in 1...2 {
            #expect(try await desk.invitation(token) == nil)
            #expect(try await desk.take(ReviewForm(score: 9), token: token) == nil)
            let signUp = EventRequest(
                event: Event(name: "signed_up", key: "back", at: LinkedHome.now),
                person: PersonDraft(address: contact.address))
            var request = signUp
            request.consent = ConsentTold(source: "form")
            _ = try home.home.events.record([request], now: LinkedHome.now)
        }
        #expect(try home.home.store.events(of: contact.id).allSatisfy { $0.data.isEmpty })
    }

    @Test("Without a public address the e-mail has the call to action")
    func plain() throws {
        let plain = try LinkedHome { $0.settings.published = nil }
        let text = LinkedHome.text(try plain.send("advocate", to: "ada@example.org").message)
        #expect(!text.contains("/mail/"))
        #expect(
            text.contains("https://paperheron.example/review?utm_source=usher&utm_medium=email&utm_campaign=advocate"))
    }
}
