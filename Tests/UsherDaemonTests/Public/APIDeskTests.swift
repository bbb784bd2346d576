import Foundation
import TestSupport
import Testing
import UsherCore
import UsherMail
import UsherWeb

@testable import UsherDaemon

@Suite("What programs tell")
struct APIDeskTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let desk: APIDesk
    private let caller = APICaller(name: "checkout")
    private let trusted = APICaller(name: "forms", scopes: Set(TokenScope.allCases))

    init() throws {
        (folder, home) = try OpenHome.shipped()
        desk = APIDesk(home: home, editions: EditionBox(try home.edition), wake: {})
    }

    /// `201 recorded`: what became of it, and the word of its document.
    private func word(_ told: Told) -> String {
        switch told {
        case .recorded: "recorded"
        case .known: "known"
        case .malformed: "malformed"
        case .unusable: "unusable"
        case .conflict: "conflict"
        case .forbidden: "forbidden"
        }
    }

    private func tell(_ event: String, _ other: APICaller? = nil) async throws -> String {
        word(try await desk.tell(Array(event.utf8), other ?? caller))
    }

    private func enroll(_ entry: String) async throws -> String {
        word(try await desk.enroll(Array(entry.utf8), caller))
    }

    private func lines(_ text: String) async throws -> [String] {
        String(decoding: try await desk.tell(lines: Array(text.utf8), caller), as: UTF8.self)
            .split(separator: "\n").map { line in
                let result = line.firstMatch(of: /"result":"([a-z]+)"/)?.1 ?? "none"
                return "\(result)"
            }
    }

    private static let order =
        #"{"event":"purchased","address":"ada@example.org","key":"o1","value":"5.00","currency":"EUR"}"#

    @Test("is an event once for each key, however often it is told")
    func keys() async throws {
        #expect(try await tell(Self.order) == "recorded")
        #expect(try await tell(Self.order) == "known")
        #expect(try await tell(Self.order.replacing("5.00", with: "6.00")) == "conflict")
        let ada = try home.contact("ada@example.org")
        #expect(ada.stage == .convert)
        #expect(try home.store.events(of: ada.id).map(\.key) == ["o1"])
    }

    @Test(
        "is told apart by what is wrong with it, and nothing is recorded",
        arguments: [
            ("", "malformed"), ("[]", "malformed"), ("{", "malformed"), ("{\"event\":[]}", "malformed"),
            (#"{"event":"purchased","address":"ada@example.org","color":"red"}"#, "malformed"),
            (#"{"event":"purchased","address":"ada"}"#, "unusable"),
            (#"{"event":"purchased","address":"ada@example.org","at":"yesterday"}"#, "unusable"),
            (#"{"event":"sold","address":"ada@example.org"}"#, "conflict"),
            (#"{"event":"purchased","address":"ada@example.org","at":"2999-01-01T00:00:00Z"}"#, "conflict"),
        ])
    func wrong(event: String, expected: String) async throws {
        #expect(try await tell(event) == expected)
        #expect(try home.store.totals(now: home.clock.now()).contacts == 0)
    }

    @Test("is answered line by line, in order; good lines are kept, whatever the others are")
    func batch() async throws {
        let text = [
            Self.order, Self.order, "nonsense", #"{"event":"sold","address":"bob@example.org"}"#,
            #"{"event":"signed_up","address":"cleo@example.org"}"#,
        ].joined(separator: "\n")
        #expect(try await lines(text) == ["recorded", "already", "refused", "refused", "recorded"])
        #expect(try await lines(text + "\n") == ["already", "already", "refused", "refused", "recorded"])
        #expect(try await lines("") == [])
        #expect(try home.store.totals(now: home.clock.now()).contacts == 2)
    }

    @Test("takes more lines than fit into one transaction")
    func many() async throws {
        let text = (1...(2 * EventBatch.linesPerTransaction + 1)).map {
            #"{"event":"signed_up","address":"p\#($0)@example.org","key":"k\#($0)"}"#
        }.joined(separator: "\n")
        let count = 2 * EventBatch.linesPerTransaction + 1
        #expect(try await lines(text) == Array(repeating: "recorded", count: count))
        #expect(try home.store.totals(now: home.clock.now()).contacts == count)
    }

    @Test("confirms nobody who did not sign up, lifts no no, and is never double opt-in")
    func confirmations() async throws {
        let confirmed = #"{"event":"confirmed","address":"ada@example.org"}"#
        #expect(try await tell(confirmed) == "forbidden", "the token was not made for it")
        #expect(try await tell(confirmed, trusted) == "conflict", "nobody signed up")
        #expect(try home.store.totals(now: home.clock.now()).contacts == 0)
        #expect(try await tell(confirmed.replacing("confirmed", with: "signed_up"), trusted) == "recorded")
        #expect(try await tell(confirmed, trusted) == "recorded")
        let ada = try home.contact("ada@example.org")
        #expect(try home.store.consents(of: ada.id).map(\.basis) == [Consent.signUp, Consent.stated])
        _ = try home.store.suppress(
            ada.address.key, scope: .marketing, reason: .unsubscribed, until: nil, by: "test", note: nil,
            now: home.clock.now())
        for body in [confirmed, confirmed.replacing("}", with: #","consent":"by phone"}"#)] {
            #expect(try await tell(body, trusted) == "conflict")
            let lines = try await desk.tell(lines: Array(body.utf8), trusted)
            #expect(String(decoding: lines, as: UTF8.self).contains("the person said no"))
        }
        #expect(try await tell(confirmed.replacing("}", with: #","because":"x"}"#), trusted) == "forbidden")
        #expect(try home.store.standing(ada.address.key, now: home.clock.now()).suppressions.count == 1)

        try home.store.erase(ada.address, home)
        #expect(try await tell(confirmed, trusted) == "conflict")
        #expect(try await tell(confirmed.replacing("confirmed", with: "signed_up"), trusted) == "recorded")
        #expect(try await tell(confirmed, trusted) == "conflict", "only the mailed button brings her back")
    }

    @Test("reads a text with a byte order mark, alone and in lines")
    func mark() async throws {
        #expect(try await tell("\u{FEFF}" + Self.order) == "recorded")
        #expect(try await lines("\u{FEFF}" + Self.order + "\r\n" + Self.order) == ["already", "already"])
    }

    @Test("may let somebody into a campaign, once")
    func enrollments() async throws {
        let entry = #"{"campaign":"welcome","address":"ada@example.org"}"#
        #expect(try await enroll(entry) == "recorded")
        #expect(try await enroll(entry) == "known")
        #expect(try await enroll(#"{"campaign":"goodbye","address":"ada@example.org"}"#) == "conflict")
        #expect(try await enroll(#"{"campaign":"welcome","address":"ada"}"#) == "unusable")
        #expect(try await enroll(#"{"campaign":"welcome"}"#) == "malformed")
        let ada = try home.contact("ada@example.org")
        #expect(try home.store.enrollments(of: ada.id).count == 1)
        #expect(try home.store.consents(of: ada.id).allSatisfy { $0.source.hasPrefix("token checkout") })
    }

    @Test("needs a token in force, from the moment it is made to the moment it is revoked, and is held to a rate")
    func tokens() async throws {
        let secret = APISecret()
        let id = try #require(
            try home.store.addToken(
                named: "checkout", hash: secret.hash, scopes: TokenScope.standard,
                endsAt: home.clock.now().adding(milliseconds: 3_600_000), now: home.clock.now()))
        let text = secret.text(of: id)
        #expect(try await desk.caller(of: text) == caller)
        for wrong in [
            "", "usher_1_", String(text.dropLast()), APISecret().text(of: id), secret.text(of: APITokenID(99)),
        ] {
            await #expect(throws: UsherWeb.Refusal.unauthorized) { try await desk.caller(of: wrong) }
        }
        var refusal: UsherWeb.Refusal?
        for _ in 0..<3000 where refusal == nil {
            do { _ = try await desk.caller(of: text) } catch let error as UsherWeb.Refusal { refusal = error }
        }
        #expect(refusal?.status == 429)
        let ended = try #require(
            try home.store.addToken(
                named: "ended", hash: secret.hash, scopes: TokenScope.standard, endsAt: home.clock.now(),
                now: home.clock.now()))
        await #expect(throws: UsherWeb.Refusal.unauthorized) { try await desk.caller(of: secret.text(of: ended)) }
        _ = try home.store.revokeToken(named: "checkout", now: home.clock.now())
        await #expect(throws: UsherWeb.Refusal.unauthorized) { try await desk.caller(of: text) }
    }
}
