import HTTPTypes
import Testing
import UsherCore

@testable import UsherDaemon
@testable import UsherWeb

@Suite("POST /subscribe")
struct SignUpRoutesTests {
    private func home(thanks: String? = nil, event: String = "signed_up") throws -> LinkedHome {
        try LinkedHome {
            $0.settings.consent.thanksURL = thanks
            $0.settings.consent.origins = ["https://shop.example"]
            $0.settings.consent.signUpEvent = event
        }
    }

    @Test("Reads the form's fields, and leaves out what cannot be one")
    func fields() throws {
        let form = SignUpForm(
            [
                "address": "ada@example.org", "name": "Ada", "campaign": "free", "utm_source": "fair",
                "utm_term": String(repeating: "x", count: 201), "source": "a\nb", "started": "5",
            ], network: .v4(256))
        #expect(form.address == "ada@example.org" && form.name == "Ada" && form.campaign == "free")
        #expect(form.traffic == ["utm_source": "fair"])
        #expect(form.startedAt == Timestamp(milliseconds: 5) && form.network == .v4(256))
        #expect(SignUpForm(["email": "bob@example.org"], network: .local).address == "bob@example.org")
    }

    @Test("Refuses no network on a launch day; what is far beyond it is told to wait")
    func flood() {
        let rates = NetworkRates(seconds: { 0 })
        let waits = (1...1400).map { _ in rates.take(.v4(256), isSignUp: true) }
        #expect(waits.prefix(1200).allSatisfy { $0 == nil } && waits.last != .some(nil))
        #expect(rates.take(.v4(512), isSignUp: true) == nil)
        #expect(rates.take(.v4(256)) == nil, "sign-ups do not count as refusals")
    }

    @Test("Answers with a page, the shop's own page, or JSON")
    func answers() async throws {
        let answer = try await home().signUp()
        #expect(answer.status == 200 && answer.page?.name == .almost)
        #expect(answer.page?.values == .object(["hint": .text("a…@example.org")]))
        let thanks = try home(thanks: "https://shop.example/thanks")
        let away = try await thanks.signUp()
        #expect(away.status == 303 && away.location == "https://shop.example/thanks")
        let json = try await thanks.signUp(headers: [.accept: "application/json"])
        guard case .octets(_, "application/json") = json.content else {
            Issue.record("no JSON")
            return
        }
        #expect(json.text == #"{"status":"almost"}"#)
    }

    @Test("Refuses in the voice that was asked for")
    func refusals() async throws {
        let rows: [(LinkedHome, String, WebRefusal)] = [
            (try home(), "a", .badAddress), (try home(event: "joined"), "ada@example.org", .notFound),
        ]
        for (home, address, refusal) in rows {
            await #expect(throws: refusal) { try await home.signUp(address) }
            let json = try await home.signUp(address, headers: [.accept: "application/json"])
            #expect(json.status == refusal.status)
        }
        await #expect(throws: WebRefusal.unsupportedType(reads: FormTypes.words)) {
            try await home().signUp(headers: [.contentType: "application/json"])
        }
    }

    @Test("Lets only the configured pages' scripts read the answer")
    func origins() async throws {
        let own = try await home().signUp(headers: [.origin: "https://shop.example"])
        #expect(own.headers[.accessControlAllowOrigin] == "https://shop.example" && own.headers[.vary] == "Origin")
        let other = try await home().signUp(headers: [.origin: "https://evil.example"])
        #expect(other.headers[.accessControlAllowOrigin] == nil)
    }

    @Test(
        "A name that advertises is left out",
        arguments: [
            ("Ada", true), ("Ada King-Noel", true), ("Zoë Öz", true), ("www.spam.example", false),
            ("http://spam", false), ("a@b", false), ("{{shop.name}}", false),
            (String(repeating: "a", count: 61), false), ("evil-bank.com", false), ("Visit evil-bank.com now", false),
            ("J.R. Smith", true), ("Ada B. King", true), ("Sammy Davis Jr.", true), ("a.b", true),
        ])
    func names(text: String, isOne: Bool) { #expect(SignUpForm.isName(text) == isOne) }
}
