import Testing
import TestSupport
import UsherCore

@testable import UsherMail

@Suite("Tokens")
struct TokenSealTests {
    private let seal: TokenSeal

    init() throws { seal = TokenSeal(keyring: try Samples.keyring(), databaseID: "3f0c9a51d2e84b76") }

    static let tokens: [Token] = [
        .unsubscribe(ContactID(1), DeliveryID(2)), .unsubscribe(ContactID(300), DeliveryID(70_000)),
        .unsubscribe(ContactID(.max), DeliveryID(.max)), .bounce(DeliveryID(0)), .bounce(DeliveryID(127)),
        .bounce(DeliveryID(128)), .bounce(DeliveryID(.max)), .bounce(DeliveryID(-1)), .link(DeliveryID(5), number: 0),
        .link(DeliveryID(.max), number: .max),
        .confirm(ContactID(7), signedUpAt: Timestamp(milliseconds: 1_795_000_000_000)),
        .data(ContactID(7), askedAt: Timestamp(milliseconds: 1_795_000_000_000)),
        .review(EnrollmentID(1)), .review(EnrollmentID(.max)),
        .probe(Timestamp(milliseconds: 1_795_000_000_000)),
    ]

    @Test("come back as they were made, from a URL and from an address in any case", arguments: tokens)
    func roundTrip(token: Token) {
        let (url, address) = (seal.url(token, at: Samples.composedAt), seal.address(token, at: Samples.composedAt))
        #expect(seal.token(url: url) == token)
        #expect(seal.token(address: address) == token)
        #expect(seal.token(address: address.uppercased()) == token)
        #expect(
            url.utf8.allSatisfy { octet in "-_".utf8.contains(octet) || Character(UnicodeScalar(octet)).isASCIIWord })
        #expect(address == address.lowercased() && address.allSatisfy(\.isASCIIWord))
        #expect(address.count <= 62)
    }

    @Test("are made unreadable wherever they stand, and nothing else is", arguments: tokens)
    func blanked(token: Token) {
        let (url, address) = (seal.url(token, at: Samples.composedAt), seal.address(token, at: Samples.composedAt))
        func blank(_ text: String) -> String { String(repeating: "x", count: text.utf8.count) }
        func frame(_ url: String, _ address: String) -> String {
            "<a href=\"https://shop.example/mail/u/\(url)?x=1&amp;y=\(url)\">no</a> "
                + "mailto:leave@shop.example?subject=unsubscribe%20\(url) <leave+\(address)@shop.example> 100% Grüße %2"
        }
        #expect(seal.blanked(frame(url, address)) == frame(blank(url), blank(address)))
        #expect(seal.blanked(url) == blank(url) && seal.blanked("") == "")
        let other = String(url.reversed())
        #expect(seal.blanked(frame(other, other)) == frame(other, other))
    }

    @Test("are short for the numbers of real life")
    func length() {
        let token = Token.unsubscribe(ContactID(1_000_000), DeliveryID(10_000_000))
        #expect(seal.url(token, at: Samples.composedAt).count == 34)
    }

    @Test("differ by kind, even with the same numbers")
    func kinds() {
        let texts = [
            Token.bounce(DeliveryID(9)), .link(DeliveryID(9), number: 0), .unsubscribe(ContactID(9), DeliveryID(0)),
        ]
        .map { seal.url($0, at: Samples.composedAt).suffix(20) }
        #expect(Set(texts).count == 3)
    }

    @Test("of another database or another keyring say nothing")
    func foreign() throws {
        let text = seal.url(.bounce(DeliveryID(9)), at: Samples.composedAt)
        let rehearsal = TokenSeal(keyring: try Samples.keyring(), databaseID: "another")
        #expect(rehearsal.token(url: text) == nil)
        let otherSecret = try #require(
            SigningKey(id: 1, createdAt: Timestamp(seconds: 0), secret: .init(repeating: 9, count: 32)))
        #expect(
            TokenSeal(keyring: try Keyring(keys: [otherSecret]), databaseID: "3f0c9a51d2e84b76").token(url: text) == nil
        )
    }

    @Test("of old keys are read after a rotation, and made with the key of their moment")
    func rotation() throws {
        let old = seal.url(.bounce(DeliveryID(9)), at: Samples.composedAt)
        let ring = try Keyring(keys: [Samples.key(1), Samples.key(2, createdAt: Samples.composedAt.adding(seconds: 1))])
        let rotated = TokenSeal(keyring: ring, databaseID: "3f0c9a51d2e84b76")
        #expect(rotated.token(url: old) == .bounce(DeliveryID(9)))
        #expect(rotated.url(.bounce(DeliveryID(9)), at: Samples.composedAt) == old)
        let new = rotated.url(.bounce(DeliveryID(9)), at: Samples.composedAt.adding(seconds: 1))
        #expect(new != old)
        #expect(rotated.token(url: new) == .bounce(DeliveryID(9)))
        #expect(seal.token(url: new) == nil)
    }

    @Test("that name a moment have a key that was in use then: whoever got hold of an old one forges none of later")
    func forged() throws {
        let rotated = Samples.composedAt
        let ring = try Keyring(keys: [Samples.key(1), Samples.key(2, createdAt: rotated)])
        let whole = TokenSeal(keyring: ring, databaseID: "3f0c9a51d2e84b76")
        let (before, after) = (rotated.adding(seconds: -1), rotated.adding(seconds: 1))
        for token in [
            Token.data(ContactID(7), askedAt: after), .data(ContactID(7), askedAt: rotated),
            .confirm(ContactID(7), signedUpAt: after),
        ] {
            #expect(whole.token(url: seal.url(token, at: after)) == nil)
            #expect(whole.token(address: seal.address(token, at: after)) == nil)
            #expect(whole.token(url: whole.url(token, at: after)) == token)
        }
        let confirmation = Token.confirm(ContactID(7), signedUpAt: before)
        #expect(whole.token(url: seal.url(confirmation, at: before)) == confirmation)
        #expect(whole.token(url: whole.url(confirmation, at: after)) == confirmation)
        let data = Token.data(ContactID(7), askedAt: before)
        #expect(whole.token(url: seal.url(data, at: before)) == data)
        #expect(whole.token(url: whole.url(data, at: after)) == nil)
        #expect(whole.hasNewKey(since: before, at: after) && !whole.hasNewKey(since: rotated, at: after))
    }

    @Test(
        "of what a restore has lost are nobody's, by any key of before; who has the number now has links of their own")
    func lost() throws {
        let last = LastNumbers(contacts: 3, deliveries: 10, enrollments: 5)
        let restored = Samples.composedAt.adding(seconds: 60)
        let ring = try Keyring(keys: [
            Samples.key(1), Samples.key(2, createdAt: restored, after: ["3f0c9a51d2e84b76": last]),
            Samples.key(3, createdAt: restored.adding(seconds: 60)),
        ])
        let whole = TokenSeal(keyring: ring, databaseID: "3f0c9a51d2e84b76")
        let kept: [Token] = [
            .unsubscribe(ContactID(3), DeliveryID(10)), .bounce(DeliveryID(10)), .link(DeliveryID(10), number: 3),
            .review(EnrollmentID(5)), .confirm(ContactID(3), signedUpAt: Samples.composedAt), .probe(restored),
        ]
        let gone: [Token] = [
            .unsubscribe(ContactID(4), DeliveryID(10)), .unsubscribe(ContactID(3), DeliveryID(11)),
            .bounce(DeliveryID(11)), .link(DeliveryID(11), number: 3), .review(EnrollmentID(6)),
            .confirm(ContactID(4), signedUpAt: Samples.composedAt),
            .data(ContactID(4), askedAt: Samples.composedAt),
        ]
        for token in kept { #expect(whole.token(url: seal.url(token, at: Samples.composedAt)) == token) }
        for token in gone {
            #expect(whole.token(url: seal.url(token, at: Samples.composedAt)) == nil)
            #expect(whole.token(address: seal.address(token, at: Samples.composedAt)) == nil)
            guard case .data = token else {
                for seconds in [60, 120] as [Int64] {
                    let later = Samples.composedAt.adding(seconds: seconds)
                    #expect(whole.token(url: whole.url(token, at: later)) == token)
                }
                continue
            }
        }
        let early = Samples.composedAt
        // By a clock that was ahead at the restore, and has been set since: what is new is new all the same.
        for token in gone {
            #expect(whole.token(url: whole.url(token, at: early)) == token)
            #expect(whole.token(address: whole.address(token, at: early)) == token)
            #expect(whole.url(token, at: early) == whole.url(token, at: early.adding(seconds: 1)))
        }
        for token in kept { #expect(whole.url(token, at: early) == seal.url(token, at: early)) }
        // Another database's numbers are its own.
        let before = TokenSeal(keyring: try Samples.keyring(), databaseID: "other")
        let other = TokenSeal(keyring: ring, databaseID: "other")
        let far = Token.bounce(DeliveryID(99))
        #expect(other.token(url: before.url(far, at: Samples.composedAt)) == far)
    }

    @Test("10,000 texts that differ from a token in one to three places verify nothing")
    func mutations() {
        var random = SeededGenerator(seed: 11)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+ é\u{0}")
        for round in 0..<10_000 {
            let token = Self.tokens[round % Self.tokens.count]
            let url = round.isMultiple(of: 2)
            let original = Array(
                url ? seal.url(token, at: Samples.composedAt) : seal.address(token, at: Samples.composedAt))
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
            let same = url ? text == original : String(text).lowercased() == String(original)
            guard !same else { continue }
            let found = url ? seal.token(url: String(text)) : seal.token(address: String(text))
            #expect(found == nil, "\(String(text)) from \(String(original))")
        }
    }

    @Test("10,000 random octets verify nothing and break nothing")
    func noise() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<10_000 {
            let octets = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(seal.token(url: Base64URL.encode([0x12, 0x01] + octets)) == nil)
            #expect(seal.token(address: String(decoding: octets, as: UTF8.self)) == nil)
        }
    }

    @Test(
        "payloads in another than the shortest form, of another version or kind, or with something after them are none",
        arguments: [
            [0x12, 0x01, 0x89, 0x00, 0x00], [0x22, 0x01, 0x09, 0x00], [0x1F, 0x01, 0x09, 0x00],
            [0x12, 0x01, 0x09, 0x01], [0x15, 0x01, 0x09, 0x01], [0x17, 0x01, 0x09, 0x05],
            [0x12, 0x01, 0x09, 0x00, 0x00], [0x12, 0x01, 0x09], [], [0x13, 0x01, 0x09, 0x80, 0x80, 0x80, 0x80, 0x10],
            [0x12, 0x80, 0x80, 0x04, 0x09, 0x00],
            [0x12, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02, 0x00],
        ] as [[UInt8]])
    func payloads(octets: [UInt8]) { #expect(Token.parse(octets[...]) == nil) }

    @Test("a payload is what the table says")
    func payload() {
        #expect(Token.bounce(DeliveryID(9)).payload(key: 1) == [0x12, 0x01, 0x09, 0x00])
        #expect(
            Token.unsubscribe(ContactID(300), DeliveryID(5)).payload(key: 200) == [0x11, 0xC8, 0x01, 0xAC, 0x02, 0x05])
        #expect(Token.link(DeliveryID(9), number: 3).payload(key: 1) == [0x13, 0x01, 0x09, 0x03])
        let moment = Timestamp(milliseconds: 5)
        #expect(Token.confirm(ContactID(9), signedUpAt: moment).payload(key: 1) == [0x14, 0x01, 0x09, 0x05])
        #expect(Token.data(ContactID(9), askedAt: moment).payload(key: 1) == [0x16, 0x01, 0x09, 0x05])
        #expect(Token.probe(moment).payload(key: 1) == [0x17, 0x01, 0x00, 0x05])
        #expect(Token.review(EnrollmentID(9)).payload(key: 1) == [0x15, 0x01, 0x09, 0x00])
    }
}

extension Character {
    fileprivate var isASCIIWord: Bool { isASCII && (isLetter || isNumber) }
}
