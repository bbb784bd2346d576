import HTTPTypes
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherMail

@testable import UsherDaemon
@testable import UsherWeb

@Suite("The review page")
struct ReviewRoutesTests {
    private let home: LinkedHome
    private let contact: Contact
    private let token: String

    /// Somebody got the advocate's e-mail.
    init() throws {
        home = try LinkedHome()
        let message: OutgoingMessage
        (_, message, contact) = try home.send("advocate", to: "ada@example.org")
        let mark = "https://paperheron.example/mail/review/"
        let rest = try #require(LinkedHome.text(message).components(separatedBy: mark).dropFirst().first)
        token = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    }

    private func ask(
        _ method: String, _ token: String? = nil, query: [String: String] = [:], body: String = "",
        type: String = "application/x-www-form-urlencoded"
    ) async throws -> Answer {
        try await home.reviews.ask(
            method, "/review/", token ?? self.token, query: query, headers: [.contentType: type], body: body)
    }

    private var events: [Event] { get throws { try home.home.store.events(of: contact.id) } }

    @Test("is fetched as often as anybody likes, with any score in its address, and nothing is taken")
    func fetched() async throws {
        for score in ["9", "11", "-1", "nine", ""] {
            for method in ["GET", "HEAD"] {
                let page = try #require(try await ask(method, query: ["score": score]).page)
                #expect(page.name == .review && page.language == nil && page.misfits == [])
                guard case .list(let scores)? = page.values.value(at: "scores") else { throw WebRefusal.notFound }
                let marked = scores.filter { $0.value(at: "is_chosen") == .flag(true) }
                #expect(scores.count == 10 && marked.count == (score == "9" ? 1 : 0))
            }
        }
        #expect(try events.isEmpty)
    }

    @Test(
        "takes what its button posts, once: the event the campaign was made for; and says where to say it to everybody")
    func once() async throws {
        let page = try #require(try await ask("POST", body: "score=9&text=Sch%C3%B6n%0D%0Agebunden&public=yes").page)
        #expect(page.name == .reviewed && page.misfits == [])
        #expect(page.text("score") == "9" && !page.flag("is_low"))
        let invitation = page.text("invitation.url")
        #expect(invitation?.hasPrefix("https://paperheron.example/review?utm_source=usher") == true)
        let second = try #require(try await ask("POST", body: "score=2").page)
        #expect(second.text("score") == "9" && !second.flag("is_low"), "what was taken first")
        #expect(try events.map(\.name) == ["review_given"])
        #expect(try events.first?.data == ["score": "9", "text": "Schön\ngebunden", "permission": "yes"])
        #expect(try home.home.store.contact(contact.address.key)?.stage == .advocate)
    }

    @Test("takes a low score as the event that the journey says, and invites nobody to say it to everybody")
    func low() async throws {
        for body in ["score=3&text=+%0A", "score=10"] {
            let page = try #require(try await ask("POST", body: body).page)
            #expect(page.text("score") == "3" && page.flag("is_low") && page.misfits == [])
            #expect(page.values.value(at: "invitation") == nil)
        }
        #expect(try events.map(\.name) == ["low_score_given"])
        #expect(try events.first?.data["text"] == nil)
        #expect(try home.home.store.contact(contact.address.key)?.stage != .advocate)
    }

    @Test(
        "refuses what is no score, and takes nothing",
        arguments: [
            ("", 422), ("score=", 422), ("score=0", 422), ("score=11", 422), ("score=9.5", 422), ("score=%39%30", 422),
            ("text=good", 422), ("score=9&text=%00", 400), ("score=9&text=%1b", 422), ("score=9%zz", 400),
            ("score=9&text=" + String(repeating: "a", count: 1001), 422),
            ("score=9&text=" + String(repeating: "%F0%9F%93%93", count: 501), 422),
        ])
    func refused(body: String, status: Int) async throws {
        let refusal = await #expect(throws: WebRefusal.self) { _ = try await ask("POST", body: body) }
        #expect(refusal?.status == status)
        #expect(try events.isEmpty)
    }

    @Test("takes as long a text as the shipped page lets people write, in any script")
    func longest() async throws {
        for file in ["review.html", "review.de.html"] {
            let page = try String(contentsOfFile: Repository.file("templates/pages/\(file)"), encoding: .utf8)
            #expect(page.contains("maxlength=\"\(ReviewForm.longestText)\""), "\(file)")
        }
        for (letter, escaped, count) in [
            ("a", "a", 1000), ("\n", "%0D%0A", 998), ("漢", "%E6%BC%A2", 1000), ("📓", "%F0%9F%93%93", 500),
        ] {
            let one = try ReviewRoutesTests()
            let body = "score=9&text=x" + String(repeating: escaped, count: count - 1)
            #expect(body.utf8.count < 16 * 1024)
            _ = try await one.ask("POST", body: body)
            #expect(try one.events.last?.data["text"] == "x" + String(repeating: letter, count: count - 1))
        }
    }

    @Test("answers 404 to whatever is not ours, and 415 to another type")
    func unknown() async throws {
        let others = [Token.review(EnrollmentID(99)), .link(DeliveryID(1), number: 0), .bounce(DeliveryID(1))]
        for token in others.map({ home.seal.url($0, at: LinkedHome.now) }) + ["nonsense"] {
            await #expect(throws: WebRefusal.unknownLink) { _ = try await ask("GET", token) }
            await #expect(throws: WebRefusal.unknownLink) { _ = try await ask("POST", token, body: "score=9") }
        }
        await #expect(throws: WebRefusal.unsupportedType(reads: FormTypes.words)) {
            _ = try await ask("POST", body: "{\"score\":9}", type: "application/json")
        }
    }

    @Test("asks nobody and takes nothing by the link of somebody who was erased, also when they are back")
    func erased() async throws {
        _ = try Eraser(home.home).erase(contact.address, because: "asked")
        for _ in 1...2 {
            await #expect(throws: WebRefusal.unknownLink) { _ = try await ask("GET") }
            await #expect(throws: WebRefusal.unknownLink) { _ = try await ask("POST", body: "score=9") }
            var request = EventRequest(
                event: Event(name: "signed_up", key: "back", at: LinkedHome.now),
                person: ContactDraft(address: contact.address))
            request.consent = ConsentTold(source: "form")
            _ = try home.record(request, LinkedHome.now)
        }
        #expect(try events.allSatisfy { $0.data.isEmpty })
    }

    @Test("is not in the e-mail without a public address: that has the call to action")
    func plain() throws {
        let plain = try LinkedHome { $0.settings.published = nil }
        let text = LinkedHome.text(try plain.send("advocate", to: "ada@example.org").message)
        #expect(!text.contains("/mail/"))
        #expect(
            text.contains("https://paperheron.example/review?utm_source=usher&utm_medium=email&utm_campaign=advocate"))
    }
}
