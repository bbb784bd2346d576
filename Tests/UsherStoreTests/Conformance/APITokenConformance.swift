import Testing
import UsherCore

@Suite("Store conformance: API tokens")
struct APITokenConformance {
    private static let hash = [UInt8](repeating: 7, count: 32)

    private func add(
        _ store: any Store, _ name: String, _ hash: [UInt8], _ scene: Scene,
        scopes: Set<TokenScope> = [.events],
        seconds: Int64? = nil
    ) throws -> APITokenID? {
        try store.addToken(
            named: name, hash: hash, scopes: scopes, endsAt: seconds.map { scene.now.adding(seconds: $0) },
            now: scene.now)
    }

    @Test(
        "A token is for what it was made for, and ends by itself; its name is free then", arguments: StoreUnderTest.all)
    func terms(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = scene.store
        let id = try #require(
            try add(store, "forms", Self.hash, scene, scopes: [.events, .consent], seconds: 60))
        let found = try #require(try store.token(id, now: scene.now.adding(seconds: 59)))
        #expect(found.token.scopes == [.events, .consent] && found.token.endsAt == scene.now.adding(seconds: 60))
        #expect(try store.token(id, now: scene.now.adding(seconds: 60)) == nil)
        func again(after seconds: Int64) throws -> APITokenID? {
            try store.addToken(
                named: "forms", hash: [1], scopes: TokenScope.standard, endsAt: nil,
                now: scene.now.adding(seconds: seconds))
        }
        #expect(try again(after: 59) == nil)
        #expect(try again(after: 60) != nil)
        #expect(try again(after: 61) == nil)
    }

    @Test("A token is found with its hash as long as it is in force", arguments: StoreUnderTest.all)
    func life(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = scene.store
        let id = try #require(try add(store, "checkout", Self.hash, scene))
        let found = try #require(try store.token(id, now: scene.now))
        #expect(found.token == APIToken(id: id, name: "checkout", createdAt: scene.now, scopes: [.events]))
        #expect(found.hash == Self.hash)
        #expect(try store.token(APITokenID(id.value + 1), now: scene.now) == nil)
        #expect(try store.revokeToken(named: "checkout", now: scene.now.adding(seconds: 1)))
        #expect(try store.token(id, now: scene.now) == nil)
        #expect(try !store.revokeToken(named: "checkout", now: scene.now.adding(seconds: 2)))
        #expect(try store.tokens().map(\.revokedAt) == [scene.now.adding(seconds: 1)])
    }

    @Test("A name belongs to one token in force, and is free after it", arguments: StoreUnderTest.all)
    func names(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = scene.store
        let first = try #require(try add(store, "checkout", Self.hash, scene))
        #expect(try add(store, "checkout", [1], scene) == nil)
        #expect(try store.token(first, now: scene.now)?.hash == Self.hash)
        #expect(try !store.revokeToken(named: "Checkout", now: scene.now))
        #expect(try add(store, "till", [2], scene) != nil)
        #expect(try store.revokeToken(named: "checkout", now: scene.now))
        let second = try #require(try add(store, "checkout", [3], scene))
        #expect(second != first)
        #expect(try store.token(first, now: scene.now) == nil)
        #expect(try store.tokens().map(\.name) == ["checkout", "till", "checkout"])
    }

    @Test("The last use is kept by day, and never goes back", arguments: StoreUnderTest.all)
    func use(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = scene.store
        let id = try #require(try add(store, "checkout", Self.hash, scene))
        for (day, kept) in [("2026-11-22", "2026-11-22"), ("2026-11-23", "2026-11-23"), ("2026-11-22", "2026-11-23")] {
            try store.noteUse(of: id, day: day)
            #expect(try store.token(id, now: scene.now)?.token.lastUsedOn == kept)
        }
    }

    @Test("Another process's revoking is seen at once", arguments: StoreUnderTest.all)
    func elsewhere(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let here = scene.store
        let there = try kind.open(scene.folder)
        let id = try #require(try add(here, "checkout", Self.hash, scene))
        #expect(try there.token(id, now: scene.now) != nil)
        #expect(try there.revokeToken(named: "checkout", now: scene.now))
        #expect(try here.token(id, now: scene.now) == nil)
    }
}
