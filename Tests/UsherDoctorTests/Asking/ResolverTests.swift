import Testing
import TestSupport

@testable import UsherDoctor

@Suite("A resolver")
struct ResolverTests {
    private static let long = String(repeating: "0123456789", count: 70)

    @Test("reads each kind of record from the server that it is given, and asks once")
    func kinds() throws {
        let names = try ScriptedNames([
            "shop.example 16": .records([ScriptedNames.text(Self.long), ScriptedNames.text("v=spf1 -all")]),
            "shop.example 15": .records([
                [0, 20] + ScriptedNames.name("b.example"), [0, 10] + ScriptedNames.name("a.example"),
            ]),
            "null.example 15": .records([[0, 0, 0]]),
            "shop.example 1": .records([[192, 0, 2, 1], [192, 0, 2, 2]]),
            "shop.example 28": .records([[0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]]),
            "1.2.0.192.in-addr.arpa 12": .records([
                ScriptedNames.name("mail.shop.example"), ScriptedNames.name("other.example"),
            ]),
            "empty.example 16": .records([]),
        ])
        // Whoever is not answered in time asks again; here that would be counted.
        let resolver = try Resolver(servers: "127.0.0.1:\(names.port)", timeout: 600_000)
        func ask(_ name: String, _ kind: DNSQuestion.Kind) -> DNSAnswer { resolver.answer(DNSQuestion(name, kind)) }
        #expect(ask("shop.example", .text).texts == [Self.long, "v=spf1 -all"])
        #expect(ask("Shop.Example", .text).texts.count == 2)
        #expect(ask("shop.example", .mail).mailHosts.map(\.host) == ["a.example", "b.example"])
        #expect(ask("null.example", .mail).mailHosts.map(\.host) == [""])
        #expect(ask("shop.example", .address).addresses == ["192.0.2.1", "192.0.2.2"])
        #expect(ask("shop.example", .address6).addresses == ["2001:db8::1"])
        #expect(ask("1.2.0.192.in-addr.arpa", .reverse).names == ["mail.shop.example", "other.example"])
        #expect(ask("empty.example", .text) == .none)
        #expect(ask("nowhere.example", .text) == .noSuchName)
        #expect(names.questions.count == 8)
    }

    /// What a server may answer that is no answer.
    static let troubles: [(name: String, answer: ScriptedNames.Answer)] = [
        ("silent.example", .silence), ("broken.example", .code(2)), ("refused.example", .code(5)),
        ("garbled.example", .raw([0xC0, 0xFF, 0xFF])),
        ("short.example", .raw([0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 0, 0, 9, 200])),
        ("loop.example", .raw([0xC0, 33, 0xC0, 33, 0, 16, 0, 1, 0, 0, 0, 0, 0, 0])),
    ]

    @Test("says why nothing is known, and comes to an end", arguments: troubles)
    func trouble(_ one: (name: String, answer: ScriptedNames.Answer)) throws {
        let names = try ScriptedNames(["\(one.name) 16": one.answer])
        let resolver = try Resolver(servers: "127.0.0.1:\(names.port)", timeout: 20, tries: 2)
        let answer = resolver.answer(DNSQuestion(one.name, .text))
        #expect(answer.trouble?.isEmpty == false, "\(answer)")
    }

    @Test("refuses what is no list of servers")
    func servers() { #expect(throws: Resolver.Fault.self) { try Resolver(servers: "a name") } }
}
