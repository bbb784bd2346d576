import Testing
import UsherCore

@testable import UsherIntake

@Suite("What a token is for, and until when")
struct TokenTermsTests {
    private static let now = Timestamp(seconds: 1_795_431_600)
    private static let berlin = ZoneClock.named("Europe/Berlin") ?? .utc

    @Test(
        "Scopes are words between commas",
        arguments: [
            ("events", [.events]), ("events,consent", [.events, .consent]),
            ("events, enrollments", [.events, .enrollments]), ("consent,consent", [.consent]),
        ] as [(String, Set<TokenScope>)])
    func scopes(text: String, scopes: Set<TokenScope>) throws {
        #expect(try TokenTerms.scopes(text) == scopes)
    }

    @Test("A word that is none is named, with what there is", arguments: ["", "event", "events,", "all", "Events"])
    func wrongScopes(text: String) {
        let error = #expect(throws: Misreading.self) { try TokenTerms.scopes(text) }
        #expect(error?.reason.contains("events, enrollments, consent") == true)
    }

    @Test("An end is a duration, a day, a moment, a year where nothing is said, or never")
    func ends() throws {
        func end(_ text: String) throws -> Timestamp? {
            try TokenTerms.end(text, now: Self.now, clock: Self.berlin)
        }
        #expect(try end("") == Self.now.adding(milliseconds: 365 * 86_400_000))
        #expect(try end("90 days") == Self.now.adding(milliseconds: 90 * 86_400_000))
        #expect(try end("2026-12-31") == Timestamp(parsing: "2026-12-30T23:00:00Z", clock: .utc))
        #expect(try end("2026-12-31T00:00:00Z") == Timestamp(parsing: "2026-12-31", clock: .utc))
        #expect(try end("never") == nil)
        for text in ["2020-01-01", "soon", "0", "90", "-1 days"] {
            #expect(throws: Misreading.self, "\(text)") { try end(text) }
        }
    }
}
