import TestHomes
import Testing
import UsherCore

@testable import UsherDaemon
@testable import UsherWeb

@Suite("/confirm/TOKEN")
struct ConfirmingRoutesTests {
    private let home: LinkedHome

    init() throws {
        home = try LinkedHome {
            $0.settings.consent.promise = CallToAction(
                text: "Download the PDF", url: "https://shop.example/notebook.pdf")
        }
    }

    /// A link of somebody who signed up.
    private func good() async throws -> String {
        _ = try await home.signUp("ada@example.org", ["language": "de"])
        return try home.confirmation()
    }

    private var isConfirmed: Bool {
        get throws {
            let ada = try home.home.contact("ada@example.org")
            return try home.home.store.events(of: ada.id).contains { $0.name == "confirmed" }
        }
    }

    @Test("A fetch shows the button and changes nothing, a hundred times")
    func fetches() async throws {
        let good = try await good()
        for method in ["GET", "HEAD"] {
            for _ in 1...100 {
                let shown = try await home.confirming.ask(method, "/confirm/", good).page
                #expect(shown?.name == .confirm && shown?.language == "de")
            }
        }
        #expect(try !isConfirmed)
    }

    @Test("The button confirms; anything else posted does not")
    func button() async throws {
        let good = try await good()
        for body in ["", "choice=all", "List-Unsubscribe=One-Click"] {
            await #expect(throws: WebRefusal.self) {
                try await home.confirming.ask("POST", "/confirm/", good, body: body)
            }
        }
        #expect(try !isConfirmed)
        let shown = try await home.confirm(good).page
        #expect(shown?.name == .confirmed && shown?.misfits == [])
        #expect(shown?.text("hint") == "a…@example.org")
        #expect(shown?.text("promise.text") == "Download the PDF")
        #expect(shown?.text("promise.url") == "https://shop.example/notebook.pdf")
        #expect(try isConfirmed)
    }

    @Test(
        "Whoever confirms and gets nothing all the same is told so, on a page in their language",
        arguments: [
            (Suppression.Reason.bounced, "is_suppressed", 409), (.unsubscribed, "said_no_since", 410),
        ])
    func suppressed(reason: Suppression.Reason, flag: String, status: Int) async throws {
        let good = try await good()
        home.clock.pass(minutes: 1)
        _ = try home.home.store.suppress(
            EmailAddress("ada@example.org").key, scope: .marketing, reason: reason, until: nil, by: "test", note: nil,
            now: home.clock.now())
        let answer = try await home.confirm(good)
        #expect(answer.status == status && answer.page?.name == .problem && answer.page?.language == "de")
        #expect(answer.page?.misfits == [] && answer.page?.flag(flag) == true)
    }

    @Test("Whom the shop took off its list after the sign-up is told that, by the fetch as by the button")
    func takenOff() async throws {
        let good = try await good()
        home.clock.pass(minutes: 1)
        let address = try EmailAddress("ada@example.org")
        func suppress(by who: String) throws {
            _ = try home.home.store.suppress(
                address.key, scope: .marketing, reason: .unsubscribed, until: nil, by: who, note: nil,
                now: home.clock.now())
        }
        func isByShop() async throws -> [Bool] {
            let answers = [
                try await home.confirming.ask("GET", "/confirm/", good), try await home.confirm(good),
            ]
            for answer in answers {
                #expect(answer.status == 410 && answer.page?.flag("said_no_since") == true)
                #expect(answer.page?.misfits == [] && answer.page?.language == "de")
            }
            return answers.map { $0.page?.flag("by_shop") == true }
        }
        try suppress(by: Suppression.operatorsWord)
        #expect(try await isByShop() == [true, true])
        #expect(try !isConfirmed)
        try suppress(by: "web")
        #expect(try await isByShop() == [false, false])
    }

    @Test("A link that is not ours is unknown")
    func refusals() async throws {
        await #expect(throws: WebRefusal.unknownLink) {
            try await home.confirming.ask("GET", "/confirm/", "bad")
        }
        await #expect(throws: WebRefusal.unknownLink) { try await home.confirm("bad") }
    }
}
