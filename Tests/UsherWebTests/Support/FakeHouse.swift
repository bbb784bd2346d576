import Synchronization
import UsherCore

@testable import UsherWeb

/// Every desk of the public address. Knows one word of each kind, `FakeHouse.word`, and keeps what it was told to change.
final class FakeHouse: Unsubscribing, SigningUp, Confirming, DataShowing, LinkAnswering, Reviewing, Telling {
    static let word = "EQAB-good"

    private let kept = Mutex<[String]>([])

    /// In order.
    var changes: [String] { kept.withLock { $0 } }

    /// The public address, whole.
    var subjects: [any WebRoutes] {
        [
            UnsubscribingRoutes(desk: self), SignUpRoutes(desk: self), ConfirmingRoutes(desk: self),
            DataRoutes(desk: self), LinkRoutes(desk: self), ReviewRoutes(desk: self),
            APIRoutes(desk: self, url: "https://shop.example/mail"),
        ]
    }

    private func keep(_ change: String) { kept.withLock { $0.append(change) } }

    private static func ifKnown<Value>(_ word: String, _ value: Value) -> Value? { word == self.word ? value : nil }

    func subject(of token: String) -> UnsubscribingSubject? { Self.ifKnown(token, UnsubscribingSubject()) }

    func unsubscribe(_ token: String, _ choice: UnsubscribingChoice, basis: String) -> UnsubscribingResult? {
        guard token == Self.word else { return nil }
        keep("unsubscribe \(choice)")
        return UnsubscribingResult(.all, for: UnsubscribingSubject())
    }

    func signUpManners() -> SignUpManners { SignUpManners(thanksURL: nil, origins: []) }

    func signUp(_ form: SignUpForm) -> SignUpAnswer {
        guard form.address.contains("@") else { return .badAddress }
        keep("sign up \(form.address) \(form.name ?? "-")")
        return .taken(hint: "a…@example.org")
    }

    private static let reader = ConfirmingSubject(language: nil, hint: "a…@example.org")

    func subject(ofConfirmation token: String) -> ConfirmingSubject? { Self.ifKnown(token, Self.reader) }

    func confirm(_ token: String, from network: ClientNetwork) -> ConfirmingResult? {
        guard token == Self.word else { return nil }
        keep("confirm")
        return .confirmed(Self.reader, promise: nil)
    }

    func data(for token: String) -> PersonDataAnswer? {
        Self.ifKnown(
            token, .data(values: .object(["address": .text("a"), "json": .text("{}")]), language: nil, json: "{}"))
    }

    func message(token: String, isPeek: Bool) -> String? { Self.ifKnown(token, "https://shop.example/") }
    func campaign(named name: String, isPeek: Bool) -> String? { Self.ifKnown(name, "https://shop.example/") }
    func promoter(code: String, isPeek: Bool) -> String? { Self.ifKnown(code, "https://shop.example/") }

    func invitation(_ token: String) -> ReviewInvitation? { Self.ifKnown(token, ReviewInvitation()) }

    func take(_ review: ReviewForm, token: String) -> ReviewReceipt? {
        guard token == Self.word else { return nil }
        keep("review \(review.score)")
        return ReviewReceipt(score: review.score, isLow: false)
    }

    func caller(of token: String) throws -> APICaller {
        guard token == Self.word else { throw Refusal.unauthorized }
        return APICaller(name: "checkout")
    }

    func tell(_ event: [UInt8], _ caller: APICaller) -> Told { tell("event", event) }
    func enroll(_ entry: [UInt8], _ caller: APICaller) -> Told { tell("enrollment", entry) }

    private func tell(_ what: String, _ body: [UInt8]) -> Told {
        guard String(validating: body, as: UTF8.self)?.hasPrefix("{\"") == true else { return .malformed("is no JSON") }
        keep(what)
        return .recorded(Array("{}\n".utf8))
    }

    func tell(lines: [UInt8], _ caller: APICaller) -> [UInt8] {
        keep("lines")
        return Array("{}\n".utf8)
    }
}
