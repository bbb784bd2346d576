import Synchronization
import UsherCore

@testable import UsherWeb

/// Knows one token, and keeps what it was asked to do.
final class FakeDesk: Unsubscribing {
    static let token = "EQAB-good"

    private let asked = Mutex<[String]>([])
    private let failure: StoreError?

    init(failure: StoreError? = nil) { self.failure = failure }

    var choices: [String] { asked.withLock { $0 } }

    func subject(of token: String) throws -> UnsubscribingSubject? {
        token == Self.token ? UnsubscribingSubject(language: "de", hint: "a…@example.org", campaign: "Welcome") : nil
    }

    func unsubscribe(_ token: String, _ choice: UnsubscribingChoice, basis: String) throws -> UnsubscribingResult? {
        guard let subject = try subject(of: token) else { return nil }
        if let failure { throw failure }
        asked.withLock { $0.append("\(choice.rawValue) by \(basis)") }
        let outcome: UnsubscribingOutcome =
            switch choice {
            case .all: .all
            case .campaign: .campaign("Welcome")
            case .pause: .pause("2026-12-22")
            }
        return UnsubscribingResult(outcome, for: subject)
    }
}
