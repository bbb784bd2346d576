import Testing
import UsherCore

@Suite("Store conformance: API tokens")
struct APITokenConformance {
    private static let hash = [UInt8](repeating: 7, count: 32)

    private func tokens(_ scene: Scene) throws -> any APITokenStore {
        try #require(scene.store as? any APITokenStore)
    }

    @Test("A token is found with its hash as long as it is in force", arguments: StoreUnderTest.all)
    func life(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = try tokens(scene)
        let id = try #require(try store.addToken(named: "checkout", hash: Self.hash, now: scene.now))
        let found = try #require(try store.token(id))
        #expect(found.token == APIToken(id: id, name: "checkout", createdAt: scene.now))
        #expect(found.hash == Self.hash)
        #expect(try store.token(APITokenID(id.value + 1)) == nil)
        #expect(try store.revokeToken(named: "checkout", now: scene.now.adding(seconds: 1)))
        #expect(try store.token(id) == nil)
        #expect(try !store.revokeToken(named: "checkout", now: scene.now.adding(seconds: 2)))
        #expect(try store.tokens().map(\.revokedAt) == [scene.now.adding(seconds: 1)])
    }

    @Test("A name belongs to one token in force, and is free after it", arguments: StoreUnderTest.all)
    func names(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = try tokens(scene)
        let first = try #require(try store.addToken(named: "checkout", hash: Self.hash, now: scene.now))
        #expect(try store.addToken(named: "checkout", hash: [1], now: scene.now) == nil)
        #expect(try store.token(first)?.hash == Self.hash)
        #expect(try !store.revokeToken(named: "Checkout", now: scene.now))
        #expect(try store.addToken(named: "till", hash: [2], now: scene.now) != nil)
        #expect(try store.revokeToken(named: "checkout", now: scene.now))
        let second = try #require(try store.addToken(named: "checkout", hash: [3], now: scene.now))
        #expect(second != first)
        #expect(try store.token(first) == nil)
        #expect(try store.tokens().map(\.name) == ["checkout", "till", "checkout"])
    }

    @Test("The last use is kept by day, and never goes back", arguments: StoreUnderTest.all)
    func use(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let store = try tokens(scene)
        let id = try #require(try store.addToken(named: "checkout", hash: Self.hash, now: scene.now))
        for (day, kept) in [("2026-11-22", "2026-11-22"), ("2026-11-23", "2026-11-23"), ("2026-11-22", "2026-11-23")] {
            try store.noteUse(of: id, day: day)
            #expect(try store.token(id)?.token.lastUsedOn == kept)
        }
    }

    @Test("Another process's revoking is seen at once", arguments: StoreUnderTest.all)
    func elsewhere(kind: StoreUnderTest) throws {
        let scene = try Scene(kind)
        let here = try tokens(scene)
        let there = try #require(try kind.open(scene.folder) as? any APITokenStore)
        let id = try #require(try here.addToken(named: "checkout", hash: Self.hash, now: scene.now))
        #expect(try there.token(id) != nil)
        #expect(try there.revokeToken(named: "checkout", now: scene.now))
        #expect(try here.token(id) == nil)
    }
}
