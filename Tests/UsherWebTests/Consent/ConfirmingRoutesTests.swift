import HTTPTypes
import Synchronization
import Testing
import UsherCore

@testable import UsherWeb

@Suite("/confirm/TOKEN")
struct ConfirmingRoutesTests {
    private final class Desk: Confirming {
        let confirmed = Mutex(0)
        let result: ConfirmingResult?

        static let subject = ConfirmingSubject(language: "de", hint: "a…@example.org")

        static let promise = CallToAction(text: "Download the PDF", url: "https://shop.example/notebook.pdf")

        init(_ result: ConfirmingResult? = .confirmed(subject, promise: promise)) { self.result = result }

        func subject(ofConfirmation token: String) async throws -> ConfirmingSubject? {
            token == "good" ? Self.subject : nil
        }

        func confirm(_ token: String, from network: ClientNetwork) async throws -> ConfirmingResult? {
            guard token == "good" else { return nil }
            confirmed.withLock { $0 += 1 }
            return result
        }
    }

    private func ask(_ desk: Desk, _ method: String, _ token: String, body: String = "") async throws -> Answer {
        var table = RouteTable(base: "/mail")
        ConfirmingRoutes(desk: desk).add(to: &table)
        guard case .route(let route, let variable) = table.match(method: method, path: "/mail/confirm/\(token)") else {
            throw UsherWeb.Refusal.notFound
        }
        let request = WebRequest(
            variable: variable, headers: [.contentType: "application/x-www-form-urlencoded"],
            body: Array(body.utf8))
        return try await route.admit(request).handler(request)
    }

    private func page(_ answer: Answer) -> Page? {
        if case .page(let page) = answer.content { return page }
        return nil
    }

    @Test("A fetch shows the button and changes nothing, a hundred times")
    func fetches() async throws {
        let desk = Desk()
        for method in ["GET", "HEAD"] {
            for _ in 1...100 {
                let shown = page(try await ask(desk, method, "good"))
                #expect(shown?.name == .confirm && shown?.language == "de")
            }
        }
        #expect(desk.confirmed.withLock { $0 } == 0)
    }

    @Test("The button confirms; anything else posted does not")
    func button() async throws {
        let desk = Desk()
        for body in ["", "choice=all", "List-Unsubscribe=One-Click"] {
            await #expect(throws: UsherWeb.Refusal.self) { try await ask(desk, "POST", "good", body: body) }
        }
        #expect(desk.confirmed.withLock { $0 } == 0)
        let shown = page(try await ask(desk, "POST", "good", body: "choice=confirm"))
        #expect(shown?.name == .confirmed && shown?.misfits == [])
        #expect(shown?.values.value(at: "hint") == .text("a…@example.org"))
        #expect(shown?.values.value(at: "promise.text") == .text("Download the PDF"))
        #expect(shown?.values.value(at: "promise.url") == .text("https://shop.example/notebook.pdf"))
        #expect(desk.confirmed.withLock { $0 } == 1)
    }

    @Test("Whoever confirms and gets nothing all the same is told so, on a page in their language")
    func suppressed() async throws {
        for (result, flag, status) in [
            (ConfirmingResult.suppressed(Desk.subject), "is_suppressed", 409),
            (.saidNoSince(Desk.subject), "said_no_since", 410),
        ] {
            let answer = try await ask(Desk(result), "POST", "good", body: "choice=confirm")
            let shown = page(answer)
            #expect(answer.status == status && shown?.name == .problem && shown?.language == "de")
            #expect(shown?.misfits == [] && shown?.values.value(at: flag)?.isTruthy == true)
        }
    }

    @Test("A link that is not ours is unknown")
    func refusals() async throws {
        await #expect(throws: UsherWeb.Refusal.unknownLink) { try await ask(Desk(), "GET", "bad") }
        await #expect(throws: UsherWeb.Refusal.unknownLink) {
            try await ask(Desk(), "POST", "bad", body: "choice=confirm")
        }
    }
}
