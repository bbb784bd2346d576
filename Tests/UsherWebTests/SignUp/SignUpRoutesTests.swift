import HTTPTypes
import Synchronization
import Testing
import UsherCore

@testable import UsherWeb

@Suite("POST /subscribe")
struct SignUpRoutesTests {
    private final class Desk: SigningUp {
        let answer: SignUpAnswer
        let manners: SignUpManners
        let forms = Mutex<[SignUpForm]>([])

        init(_ answer: SignUpAnswer, thanks: String? = nil) {
            self.answer = answer
            manners = SignUpManners(thanksURL: thanks, origins: ["https://shop.example"])
        }

        func signUp(_ form: SignUpForm) async throws -> SignUpAnswer {
            forms.withLock { $0.append(form) }
            return answer
        }

        func signUpManners() async -> SignUpManners { manners }
    }

    private func post(_ desk: Desk, _ body: String, _ headers: [HTTPField.Name: String] = [:]) async throws -> Answer {
        var table = RouteTable()
        SignUpRoutes(desk: desk).add(to: &table)
        guard case .route(let route, _) = table.match(method: "POST", path: "/subscribe") else {
            throw UsherWeb.Refusal.notFound
        }
        var fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        for (name, value) in headers { fields[name] = value }
        let request = WebRequest(headers: fields, body: Array(body.utf8), network: .v4(256))
        return try await route.admit(request).handler(request)
    }

    private static let taken = SignUpAnswer.taken(hint: "a…@example.org")

    @Test("Reads the form's fields, and leaves out what cannot be one")
    func fields() async throws {
        let desk = Desk(Self.taken)
        let long = String(repeating: "x", count: 201)
        _ = try await post(
            desk,
            "address=ada%40example.org&name=Ada&campaign=free&utm_source=fair&utm_term=\(long)&source=a%0Ab&started=5")
        let form = try #require(desk.forms.withLock { $0.first })
        #expect(form.address == "ada@example.org" && form.name == "Ada" && form.campaign == "free")
        #expect(form.traffic == ["utm_source": "fair"])
        #expect(form.startedAt == Timestamp(milliseconds: 5) && form.network == .v4(256))
        _ = try await post(desk, "email=bob%40example.org")
        #expect(desk.forms.withLock { $0.last?.address } == "bob@example.org")
    }

    @Test("Answers with a page, the shop's own page, or JSON")
    func answers() async throws {
        let page = try await post(Desk(Self.taken), "address=a")
        guard case .page(let shown) = page.content else {
            Issue.record("no page")
            return
        }
        #expect(page.status == 200 && shown.name == .almost)
        #expect(shown.values == .object(["hint": .text("a…@example.org")]))
        let away = try await post(Desk(Self.taken, thanks: "https://shop.example/thanks"), "address=a")
        #expect(away.status == 303 && away.headers[.location] == "https://shop.example/thanks")
        let json = try await post(
            Desk(Self.taken, thanks: "https://shop.example/thanks"), "address=a", [.accept: "application/json"])
        guard case .octets(let octets, let type) = json.content else {
            Issue.record("no JSON")
            return
        }
        #expect(type == "application/json" && String(decoding: octets, as: UTF8.self) == #"{"status":"almost"}"#)
    }

    @Test("Refuses in the voice that was asked for")
    func refusals() async throws {
        let rows: [(SignUpAnswer, UsherWeb.Refusal)] = [
            (.badAddress, .badAddress), (.notOffered, .notFound),
        ]
        for (answer, refusal) in rows {
            await #expect(throws: refusal) { try await post(Desk(answer), "address=a") }
            let json = try await post(Desk(answer), "address=a", [.accept: "application/json"])
            #expect(json.status == refusal.status)
        }
        await #expect(throws: UsherWeb.Refusal.unsupportedType(reads: FormTypes.words)) {
            try await post(Desk(Self.taken), "{}", [.contentType: "application/json"])
        }
    }

    @Test("Lets only the configured pages' scripts read the answer")
    func origins() async throws {
        let own = try await post(Desk(Self.taken), "address=a", [.origin: "https://shop.example"])
        #expect(own.headers[.accessControlAllowOrigin] == "https://shop.example" && own.headers[.vary] == "Origin")
        let other = try await post(Desk(Self.taken), "address=a", [.origin: "https://evil.example"])
        #expect(other.headers[.accessControlAllowOrigin] == nil)
    }
}
