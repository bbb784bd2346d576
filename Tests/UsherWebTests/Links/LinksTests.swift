import Testing
import TestSupport
import UsherCore
import UsherMail

@testable import UsherDaemon
@testable import UsherHome
@testable import UsherWeb

@Suite("Where links lead")
struct LinksTests {
    /// Where a link leads; nil for whatever is not one of ours.
    private static func follow(
        _ home: LinkedHome, _ path: String, _ word: String, isPeek: Bool = false
    ) async throws -> String? {
        do {
            return try await home.links.ask(isPeek ? "HEAD" : "GET", path, word).location
        } catch let refusal as WebRefusal where refusal == .unknownLink {
            return nil
        }
    }

    private static func token(_ home: LinkedHome, _ message: OutgoingMessage, after mark: String) throws -> String {
        let text = LinkedHome.text(message)
        let rest = try #require(text.components(separatedBy: mark).dropFirst().first)
        return String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    }

    @Test("A message's link leads to its call to action, and is counted for a person")
    func follows() async throws {
        let home = try LinkedHome()
        let (claimed, message, contact) = try home.send("welcome", to: "ada@example.org")
        let token = try Self.token(home, message, after: "https://paperheron.example/mail/l/")
        let address = try await Self.follow(home, "/l/", token)
        let campaign = try #require(home.edition.files.campaign("welcome"))
        #expect(address == campaign.link(step: "download", settings: home.edition.plan.settings))
        #expect(address?.contains("utm_content=download") == true)
        await home.traffic.flush(at: nil)
        let clicks = try home.home.store.clicks(of: contact.id)
        #expect(clicks.map(\.delivery) == [claimed.delivery])
        #expect(clicks.map(\.visitor) == [.person] && clicks.map(\.count) == [1])
    }

    @Test("A single click an hour later is a person's, a click seconds after the relay took it is not")
    func visitors() async throws {
        for (age, visitor) in [(Int64(3600), Visitor.person), (5, .scanner)] {
            let home = try LinkedHome()
            let (_, message, contact) = try home.send(
                "welcome", to: "ada@example.org", sent: LinkedHome.now.adding(seconds: -age))
            let token = try Self.token(home, message, after: "/mail/l/")
            _ = try await Self.follow(home, "/l/", token)
            await home.traffic.flush(at: nil)
            #expect(try home.home.store.clicks(of: contact.id).map(\.visitor) == [visitor])
        }
    }

    @Test("The message is the same on every attempt, and its link keeps leading where it led when it was composed")
    func same() async throws {
        let home = try LinkedHome()
        let (claimed, message, _) = try home.send("welcome", to: "ada@example.org")
        let prepared = try #require(home.edition.prepared(claimed.composition.revision))
        #expect(try home.home.press.compose(claimed, prepared).message.bytes == message.bytes)
        let token = try Self.token(home, message, after: "/mail/l/")
        let before = try await Self.follow(home, "/l/", token, isPeek: true)
        let moved = try home.edited { files in
            for index in files.campaigns.indices { files.campaigns[index].callToAction.url = "https://other.example" }
        }
        home.editions.edition = moved
        #expect(try await Self.follow(home, "/l/", token, isPeek: true) == before)
    }

    @Test(
        "With `track: all` a link with a value in it leads where the e-mail said, without that value to the call to action"
    )
    func values() async throws {
        let home = try LinkedHome { files in
            files.settings.tracksLinks = .all
            files.templates.steps["welcome"]?["download"] = TemplateVariants(
                base: SourceFile(
                    path: "templates/welcome/download.md",
                    text: "---\nsubject: S\n---\n[a](https://paperheron.example/hello?name={{contact.name}})\n"),
                languages: [:])
        }
        let (claimed, message, contact) = try home.send("welcome", to: "ada@example.org")
        let token = try Self.token(home, message, after: "/mail/l/")
        #expect(home.home.press.composer.seal.token(url: token) == .link(claimed.delivery, number: 1))
        let address = try await Self.follow(home, "/l/", token)
        #expect(address == "https://paperheron.example/hello?name=Ada%20Lovelace")
        #expect(try home.home.store.clicks(of: contact.id).isEmpty)
    }

    @Test("Of a message that is gone, to the shop; of another kind, another database, another key, nowhere")
    func gone() async throws {
        let home = try LinkedHome()
        let seal = home.home.press.composer.seal
        let gone = seal.url(.link(DeliveryID(4711), number: 0), at: LinkedHome.now)
        #expect(try await Self.follow(home, "/l/", gone) == "https://paperheron.example")
        for token in [Token.bounce(DeliveryID(1)), .unsubscribe(ContactID(1), DeliveryID(1)), .review(EnrollmentID(1))]
        {
            let text = seal.url(token, at: LinkedHome.now)
            #expect(try await Self.follow(home, "/l/", text) == nil)
        }
        let foreign = TokenSeal(keyring: home.home.keyring, databaseID: "another")
        let text = foreign.url(.link(DeliveryID(1), number: 0), at: LinkedHome.now)
        #expect(try await Self.follow(home, "/l/", text) == nil)
        await home.traffic.flush(at: nil)
    }

    @Test("10,000 tokens that differ from a real one in one to three places lead nowhere, and none is counted")
    func mutations() async throws {
        let home = try LinkedHome()
        let (_, message, contact) = try home.send("welcome", to: "ada@example.org")
        let original = Array(try Self.token(home, message, after: "/mail/l/"))
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/. é\u{0}")
        var random = SeededGenerator(seed: 4)
        for _ in 0..<10_000 {
            var text = original
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: text.remove(at: place)
                case 1: text.insert(alphabet.randomElement(using: &random) ?? "A", at: place)
                case 2: text.swapAt(place, Int.random(in: 0..<text.count, using: &random))
                default: text[place] = alphabet.randomElement(using: &random) ?? "A"
                }
            }
            guard text != original else { continue }
            #expect(try await Self.follow(home, "/l/", String(text)) == nil, "\(String(text))")
        }
        await home.traffic.flush(at: nil)
        #expect(try home.home.store.clicks(of: contact.id).isEmpty)
    }

    @Test("A campaign's link leads to its tagged call to action; visits are counted by day, scanners apart")
    func campaign() async throws {
        let home = try LinkedHome()
        let address = try await Self.follow(home, "/c/", "craft-fair")
        #expect(
            address == "https://paperheron.example/fair?utm_source=fair-card&utm_medium=print&utm_campaign=craft-fair")
        _ = try await Self.follow(home, "/c/", "craft-fair", isPeek: true)
        _ = try await Self.follow(home, "/c/", "craft-fair")
        #expect(try await Self.follow(home, "/c/", "craft-fare") == nil)
        #expect(try await Self.follow(home, "/c/", "../craft-fair") == nil)
        await home.traffic.flush(at: nil)
        let day = LinkedHome.now.utcDay
        let id = try home.home.campaignID(named: "craft-fair")
        let count = try home.home.store.journeyCounts(from: day, to: day).campaigns[id]
        #expect(count?.visits == 2 && count?.scannerVisits == 1)
    }

    @Test("A promoter's link leads to the page for friends with the code, in whatever way it is typed, and is counted")
    func promoter() async throws {
        let home = try LinkedHome()
        let (_, _, contact) = try home.send("welcome", to: "ada@example.org")
        let code = try home.home.store.code(of: contact.id, make: PromoterCode.make)
        let expected =
            "https://paperheron.example/friends?code=\(code)&utm_source=usher&utm_medium=referral&utm_campaign=promote"
        #expect(try await Self.follow(home, "/r/", code) == expected)
        #expect(try await Self.follow(home, "/r/", " \(code.uppercased())") == expected)
        #expect(try await Self.follow(home, "/r/", "nobodys1") == nil)
        await home.traffic.flush(at: nil)
        #expect(try home.home.store.introductions(by: contact.id) == [.person: 2, .scanner: 0])
        #expect(PromoterCode.link(code, plan: home.edition.plan) == "https://paperheron.example/mail/r/\(code)")
    }

    @Test("While the database takes no clicks they are kept, and counted once it does")
    func later() async throws {
        let store = StubbornStore()
        let traffic = TrafficCounter(store: store, now: { LinkedHome.now })
        let visit = Traffic.Visit(campaign: CampaignID(1), day: "2026-11-23", visitor: .person)
        for round in 0..<3 {
            traffic.note(Traffic(visits: [visit: 1]))
            if round == 2 { store.isBusy = false }
            await traffic.flush(at: nil)
        }
        #expect(store.recorded == [Traffic(visits: [visit: 3])])
        await traffic.flush(at: nil)
        #expect(store.recorded.count == 1)
    }
}
