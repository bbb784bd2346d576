import HTTPTypes
import Synchronization
import TestSupport
import Testing
import UsherCore

@testable import UsherWeb

@Suite("The review page")
struct ReviewRoutesTests {
    private final class Desk: Reviewing {
        let taken = Mutex<[ReviewForm]>([])

        func invitation(_ token: String) -> ReviewInvitation? {
            token == "good" ? ReviewInvitation(language: "de", product: nil) : nil
        }

        func take(_ review: ReviewForm, token: String) -> ReviewReceipt? {
            guard token == "good" else { return nil }
            taken.withLock { $0.append(review) }
            return ReviewReceipt(
                language: "de", score: review.score, isLow: review.score < 7,
                invitation: review.score < 7 ? nil : CallToAction(text: "Say it", url: "https://shop.example/say"))
        }
    }

    private let desk = Desk()
    private var table: RouteTable { RouteTable(base: "", [ReviewRoutes(desk: desk)]) }

    private func ask(
        _ method: String, _ token: String = "good", query: [String: String] = [:], body: String = "",
        type: String = "application/x-www-form-urlencoded"
    ) async throws -> Answer {
        guard case .route(let route, let variable) = table.match(method: method, path: "/review/\(token)") else {
            throw Refusal.notFound
        }
        var fields = HTTPFields()
        fields[.contentType] = type
        let request = WebRequest(
            variable: variable, isHead: method == "HEAD", query: query, headers: fields, body: Array(body.utf8))
        return try await route.admit(request).handler(request)
    }

    private func page(_ answer: Answer) throws -> Page {
        guard case .page(let page) = answer.content else { throw Refusal.notFound }
        return page
    }

    @Test("is fetched as often as anybody likes, with any score in its address, and nothing is taken")
    func fetched() async throws {
        for score in ["9", "11", "-1", "nine", ""] {
            for method in ["GET", "HEAD"] {
                let page = try page(try await ask(method, query: ["score": score]))
                #expect(page.name == .review && page.language == "de" && page.misfits == [])
                guard case .list(let scores)? = page.values.value(at: "scores") else { throw Refusal.notFound }
                let marked = scores.filter { $0.value(at: "is_chosen") == .flag(true) }
                #expect(scores.count == 10 && marked.count == (score == "9" ? 1 : 0))
            }
        }
        #expect(desk.taken.withLock { $0 } == [])
    }

    @Test("takes what its button posts, and says where to say it to everybody, unless it was low")
    func taken() async throws {
        let high = try page(
            try await ask("POST", body: "score=9&text=Sch%C3%B6n%0D%0Agebunden&public=yes"))
        #expect(high.name == .reviewed && high.language == "de" && high.misfits == [])
        #expect(high.values.value(at: "invitation.url") == .text("https://shop.example/say"))
        let low = try page(try await ask("POST", body: "score=3&text=+%0A"))
        #expect(low.values.value(at: "is_low") == .flag(true) && low.values.value(at: "invitation") == nil)
        #expect(low.misfits == [])
        #expect(
            desk.taken.withLock { $0 } == [
                ReviewForm(score: 9, text: "Schön\ngebunden", mayBeShown: true), ReviewForm(score: 3),
            ])
    }

    @Test(
        "refuses what is no score, and takes nothing",
        arguments: [
            ("", 422), ("score=", 422), ("score=0", 422), ("score=11", 422), ("score=9.5", 422), ("score=%39%30", 422),
            ("text=good", 422), ("score=9&text=%00", 400), ("score=9&text=%1b", 422), ("score=9%zz", 400),
            ("score=9&text=" + String(repeating: "a", count: 1001), 422),
            ("score=9&text=" + String(repeating: "%F0%9F%93%93", count: 501), 422),
        ])
    func refused(body: String, status: Int) async throws {
        let refusal = await #expect(throws: Refusal.self) { _ = try await ask("POST", body: body) }
        #expect(refusal?.status == status)
        #expect(desk.taken.withLock { $0 } == [])
    }

    @Test("takes as long a text as the shipped page lets people write, in any script")
    func longest() async throws {
        for file in ["review.html", "review.de.html"] {
            let page = try String(contentsOfFile: Repository.file("templates/pages/\(file)"), encoding: .utf8)
            #expect(page.contains("maxlength=\"\(ReviewForm.longestText)\""), "\(file)")
        }
        for (letter, escaped, count) in [
            ("a", "a", 1000), ("\n", "%0D%0A", 998), ("漢", "%E6%BC%A2", 1000), ("📓", "%F0%9F%93%93", 500),
        ] {
            let body = "score=9&text=x" + String(repeating: escaped, count: count - 1)
            #expect(body.utf8.count < 16 * 1024)
            _ = try await ask("POST", body: body)
            let text = "x" + String(repeating: letter, count: count - 1)
            #expect(desk.taken.withLock { $0.last?.text } == text)
        }
    }

    @Test("answers 404 to whatever is not ours, and 415 to another type")
    func unknown() async throws {
        await #expect(throws: Refusal.unknownLink) { _ = try await ask("GET", "bad") }
        await #expect(throws: Refusal.unknownLink) { _ = try await ask("POST", "bad", body: "score=9") }
        await #expect(throws: Refusal.unsupportedType(reads: FormTypes.words)) {
            _ = try await ask("POST", body: "{\"score\":9}", type: "application/json")
        }
    }
}
