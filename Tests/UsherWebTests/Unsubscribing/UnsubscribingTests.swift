import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherMail
import UsherStore

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherTemplates
@testable import UsherWeb

@Suite("Unsubscribing, on a database")
struct UnsubscribingTests {
    private let linked: LinkedHome
    private let home: OpenHome
    private let seal: TokenSeal
    private let routes: UnsubscribingRoutes

    init() throws {
        linked = try LinkedHome()
        home = linked.home
        seal = linked.seal
        routes = linked.unsubscribing
    }

    private var now: Timestamp { home.clock.now() }

    private func page(_ token: String, _ routes: UnsubscribingRoutes? = nil) async throws -> Page {
        try #require(try await (routes ?? self.routes).ask("GET", "/u/", token).page)
    }

    private func post(_ token: String, _ body: String, _ routes: UnsubscribingRoutes? = nil) async throws -> Page {
        try #require(try await (routes ?? self.routes).ask("POST", "/u/", token, body: body).page)
    }

    private static let oneClick = "List-Unsubscribe=One-Click"

    /// Lets people in, and returns the token of each one's first e-mail.
    private func tokens(_ addresses: [String]) throws -> [String] {
        try addresses.map { address in
            _ = try home.intake.enter([linked.entry(address)])
            let contact = try #require(try home.store.contact(try EmailAddress(address).key))
            let delivery = try #require(try home.store.deliveries(DeliveryFilter(contact: contact.id)).first)
            return seal.url(.unsubscribe(contact.id, delivery.id), at: now)
        }
    }

    private var suppressed: Int { get throws { try home.store.totals(now: now).suppressions } }

    @Test("shows whose link it is, and carries each choice out")
    func choices() async throws {
        let tokens = try tokens(["ada@example.org", "bob@example.org", "cleo@example.org"])
        let shown = try await page(tokens[0])
        let title = try #require(home.files.campaign("welcome")?.title)
        #expect(shown.text("hint") == "a…@example.org" && shown.text("campaign") == title && shown.misfits == [])
        #expect(!shown.flag("is_off") && shown.language == nil)
        #expect(try suppressed == 0)

        #expect(try await post(tokens[0], Self.oneClick).flag("all"))
        #expect(try await post(tokens[1], "choice=campaign").text("campaign") == title)
        let day = try #require(try await post(tokens[2], "choice=pause").text("until_on"))
        #expect(day.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}/) != nil)
        #expect(try suppressed == 3)
        #expect(try await page(tokens[0]).flag("is_off"))
    }

    @Test("A link whose person the database does not know is refused: a no that cannot be kept is not called kept")
    func nobodys() async throws {
        let token = seal.url(.unsubscribe(ContactID(99), DeliveryID(1)), at: now)
        await #expect(throws: WebRefusal.nobodys) { _ = try await page(token) }
        await #expect(throws: WebRefusal.nobodys) { _ = try await post(token, Self.oneClick) }
        #expect(WebRefusal.nobodys.status == 410)
        #expect(try suppressed == 0)
    }

    @Test("An old link of somebody who was erased and signed up again is theirs who reads it now")
    func erased() async throws {
        let token = try #require(try tokens(["ada@example.org"]).first)
        let address = try EmailAddress("ada@example.org")
        _ = try Eraser(home).erase(address, because: "asked")
        #expect(try await page(token).text("hint") == nil)
        var request = EventRequest(
            event: Event(name: "signed_up", key: "back", at: home.clock.now()), person: ContactDraft(address: address))
        request.consent = ConsentTold(source: "form")
        _ = try home.events.record([request])
        #expect(try await page(token).text("hint") == "a…@example.org")
        #expect(try await post(token, Self.oneClick).flag("all"))
        let standing = try home.store.standing(address.key, now: home.clock.now())
        #expect(standing.marketing == .unsubscribed && standing.suppressions.contains { $0.reason == .unsubscribed })
    }

    @Test("Many at once are all carried out, each once")
    func many() async throws {
        let tokens = try tokens((1...300).map { "person\($0)@example.org" })
        await withTaskGroup(of: Bool?.self) { group in
            for token in tokens + tokens {
                group.addTask { try? await post(token, Self.oneClick).flag("all") }
            }
            for await isDone in group { #expect(isDone == true) }
        }
        #expect(try suppressed == 300)
    }

    @Test("A link from before a new key works, and one of another database does not")
    func keys() async throws {
        let token = try #require(try tokens(["ada@example.org"]).first)
        let key = try #require(SigningKey(id: 99, createdAt: now, secret: Array(repeating: 7, count: 32)))
        let newer = try Keyring(keys: home.keyring.keys + [key])
        func routes(_ seal: TokenSeal) -> UnsubscribingRoutes {
            UnsubscribingRoutes(
                WebHouse(seal: seal, plan: linked.house.plan, now: linked.house.now), store: home.store)
        }
        let rotated = routes(TokenSeal(keyring: newer, databaseID: home.store.databaseID))
        #expect(try await page(token, rotated).name == .unsubscribe)
        let elsewhere = routes(TokenSeal(keyring: home.keyring, databaseID: "another"))
        await #expect(throws: WebRefusal.unknownLink) { _ = try await page(token, elsewhere) }
        await #expect(throws: WebRefusal.unknownLink) { _ = try await post(token, Self.oneClick, elsewhere) }
    }

    @Test("A database that stays busy beyond its timeout is an error, never a false answer; afterwards it works")
    func busy() async throws {
        let token = try #require(try tokens(["ada@example.org"]).first)
        let path = home.folders.database
        let hash: @Sendable (AddressKey) -> AddressHash = { [keyring = home.keyring] in keyring.hash($0) }
        let other = try SQLiteStore.open(path: path, hash: hash)
        let hasty = UnsubscribingRoutes(
            linked.house, store: try SQLiteStore.open(path: path, hash: hash, busyTimeoutMilliseconds: 50))
        let (isHeld, mayEnd, hasEnded) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        let request = try linked.entry("bob@example.org")
        Thread { [now] in
            _ = try? other.enter([request], now: now) { _, _ in
                isHeld.signal()
                mayEnd.wait()
                return .refuse(.noSteps)
            }
            hasEnded.signal()
        }.start()
        await Self.wait(isHeld)
        await #expect(throws: StoreError.busy) { _ = try await post(token, Self.oneClick, hasty) }
        mayEnd.signal()
        await Self.wait(hasEnded)
        #expect(try suppressed == 0)
        #expect(try await post(token, Self.oneClick, hasty).flag("all"))
        #expect(try suppressed == 1)
    }

    private static func wait(_ semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            Thread {
                semaphore.wait()
                continuation.resume()
            }.start()
        }
    }

    @Test("Ten thousand changed tokens are not ours, and change nothing")
    func mutations() async throws {
        let tokens = try tokens(["ada@example.org", "bob@example.org"])
        var random = SeededGenerator(seed: 42)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ %\u{0}ü")
        for _ in 1...10_000 {
            let original = tokens[Int.random(in: 0..<tokens.count, using: &random)]
            let changed = Self.change(original, alphabet, using: &random)
            guard !tokens.contains(changed) else { continue }
            await #expect(throws: WebRefusal.unknownLink, "\(changed)") { _ = try await page(changed) }
            await #expect(throws: WebRefusal.unknownLink, "\(changed)") { _ = try await post(changed, Self.oneClick) }
        }
        #expect(try suppressed == 0)
        // Another kind of token is as little worth here.
        let bounce = seal.url(.bounce(DeliveryID(1)), at: now)
        await #expect(throws: WebRefusal.unknownLink) { _ = try await page(bounce) }
    }

    /// Replaced, removed, added, cut, swapped, doubled.
    private static func change(
        _ token: String, _ alphabet: [Character], using random: inout SeededGenerator
    ) -> String {
        var characters = Array(token)
        for _ in 0...Int.random(in: 0...2, using: &random) {
            guard !characters.isEmpty else { break }
            let index = Int.random(in: 0..<characters.count, using: &random)
            let letter = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            switch Int.random(in: 0...5, using: &random) {
            case 0, 1: characters[index] = letter
            case 2: characters.remove(at: index)
            case 3: characters.insert(letter, at: index)
            case 4: characters.removeLast(characters.count - index)
            default: characters.swapAt(index, 0)
            }
        }
        return String(characters)
    }
}

@Suite("Addresses on pages")
struct AddressHintTests {
    @Test(
        "show their first letter and their domain",
        arguments: [
            ("ada@example.org", "a…@example.org"), ("Ünal.Öz@example.org", "Ü…@example.org"),
            ("\"a@b\"@example.org", "\"…@example.org"), ("nobody", "…"), ("@example.org", "…"),
        ])
    func hint(address: String, expected: String) {
        #expect(AddressHint.text(address) == expected)
    }
}
