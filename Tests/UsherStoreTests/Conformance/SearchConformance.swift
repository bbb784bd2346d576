import Testing
import UsherCore

@Suite("Store conformance: people by how their address or name begins")
struct SearchConformance {
    private static let people = [
        ("ada@example.org", "Ada Lovelace"), ("adam@example.org", nil), ("grace@example.org", "adele Hopper"),
        ("u@example.org", "Ünal Öz"), ("odd@example.org", "100%_sure"), ("zoe@example.org", "Zoë"),
    ]

    private func scene(_ kind: StoreUnderTest) throws -> Scene {
        let scene = try Scene(kind)
        for (address, name) in Self.people {
            var person = try scene.person(address)
            person.name = name
            _ = try scene.store.enter(
                [EntryRequest(person: person, campaign: nil)], now: scene.now
            ) { _, _ in .already }
        }
        return scene
    }

    @Test("By address first, then by name, whatever the case", arguments: StoreUnderTest.all)
    func finds(kind: StoreUnderTest) throws {
        let scene = try scene(kind)
        let cases: [(String, [String])] = [
            ("ad", ["ada", "adam", "grace"]), ("  ADA ", ["ada", "adam"]), ("ada@example.org", ["ada"]),
            ("Ada L", ["ada"]), ("ada lovelace", ["ada"]), ("lovelace", []), ("ün", ["u"]), ("Ün", ["u"]),
            ("zoë", ["zoe"]),
            ("%", []), ("_", []), ("100%_", ["odd"]), ("", []), (" ", []), (String(repeating: "a", count: 255), []),
            ("x' OR 1=1 --", []),
        ]
        for (text, found) in cases {
            let people = try scene.store.contacts(beginning: text, limit: 10).map {
                $0.address.wire.prefix { $0 != "@" }
            }
            #expect(people.map(String.init) == found, "\(text)")
        }
        #expect(try scene.store.contacts(beginning: "a", limit: 2).count == 2)
        #expect(try scene.store.contacts(beginning: "a", limit: 0).isEmpty)
    }

    @Test("Who was erased is not found", arguments: StoreUnderTest.all)
    func erased(kind: StoreUnderTest) throws {
        let scene = try scene(kind)
        let address = try scene.address("ada@example.org")
        try scene.store.beginErasing(address, by: "test", note: .said("asked"), now: scene.now)
        let job = try #require(try scene.store.openErasures().first)
        _ = try scene.store.goOnErasing(job.id, isAlive: { _ in false }, now: scene.now)
        for text in ["ada@", "Ada L", "erased"] {
            #expect(
                try scene.store.contacts(beginning: text, limit: 10).map(\.address.wire).contains("ada@example.org")
                    == false)
        }
        #expect(try scene.store.contacts(beginning: "Ada L", limit: 10).isEmpty)
    }
}
