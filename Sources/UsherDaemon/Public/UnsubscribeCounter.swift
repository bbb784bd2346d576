import Foundation
import UsherCore
import UsherMail
import UsherStore
import UsherSupport
import UsherWeb

/// Unsubscribe links, on a serial queue of their own. Those that come while a commit waits for the disk are carried out together by the next one, so
/// that each is durable before its answer and many a second still are.
actor UnsubscribeCounter: Unsubscribing {
    private let executor = QueueExecutor(label: "usher.public")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private struct Waiting {
        let request: UnsubscribeRequest
        let answer: CheckedContinuation<UnsubscribeAnswer, any Error>
    }

    private let store: any UnsubscribingStore
    private let seal: TokenSeal
    private let clock: any CalendarClock
    private let editions: EditionBox
    private var plan: Plan { editions.edition.plan }
    private var waiting: [Waiting] = []
    private var isCommitting = false

    /// At most so many in one transaction: others want to write too.
    private static let lot = 200
    /// How long a pause is.
    static let pauseMilliseconds: Int64 = 30 * 86_400_000

    init(store: any UnsubscribingStore, seal: TokenSeal, clock: any CalendarClock, editions: EditionBox) {
        self.store = store
        self.seal = seal
        self.clock = clock
        self.editions = editions
    }

    func subject(of text: String) throws -> UnsubscribingSubject? {
        guard case .unsubscribe(let contact, let delivery) = seal.token(url: text) else { return nil }
        let facts = try store.unsubscribeFacts(contact, delivery: delivery, now: clock.now())
        guard facts.isKnown else { throw Refusal.nobodys }
        return subject(facts)
    }

    func unsubscribe(
        _ text: String, _ choice: UnsubscribingChoice, basis: String
    ) async throws -> UnsubscribingResult? {
        guard case .unsubscribe(let contact, let delivery) = seal.token(url: text) else { return nil }
        let until = clock.now().adding(milliseconds: Self.pauseMilliseconds)
        let request = UnsubscribeRequest(
            contact: contact, delivery: delivery, choice: choice.request(pauseUntil: until), basis: basis)
        let answer = try await withCheckedThrowingContinuation { continuation in
            waiting.append(Waiting(request: request, answer: continuation))
            guard !isCommitting else { return }
            isCommitting = true
            Task { await commit() }
        }
        guard let outcome = outcome(answer.holds) else { throw Refusal.nobodys }
        return UnsubscribingResult(outcome, for: subject(answer.facts))
    }

    /// Until nothing waits. Between two lots, whoever came meanwhile gets in line.
    private func commit() async {
        while !waiting.isEmpty {
            let lot = Array(waiting.prefix(Self.lot))
            waiting.removeFirst(lot.count)
            do throws(StoreError) {
                let answers = try store.unsubscribe(lot.map(\.request), now: clock.now())
                for (one, answer) in zip(lot, answers) { one.answer.resume(returning: answer) }
            } catch {
                for one in lot { one.answer.resume(throwing: error) }
            }
            await Task.yield()
        }
        isCommitting = false
    }

    private func subject(_ facts: UnsubscribeFacts) -> UnsubscribingSubject {
        UnsubscribingSubject(
            language: facts.language, hint: facts.address.map(AddressHint.text),
            campaign: facts.campaign.flatMap { plan.campaigns[$0]?.title }, isOff: facts.isOff)
    }

    private func outcome(_ holds: UnsubscribeAnswer.Holds) -> UnsubscribingOutcome? {
        switch holds {
        case .nothing: nil
        case .all: .all
        case .campaign(let id): .campaign(plan.campaigns[id]?.title ?? "")
        case .pause(let until):
            .pause(
                "\((ZoneClock.named(plan.settings.shop.zone) ?? .utc).wall(at: until.adding(milliseconds: -1)).day.date)"
            )
        }
    }
}

extension UnsubscribingChoice {
    fileprivate func request(pauseUntil until: Timestamp) -> UnsubscribeRequest.Choice {
        switch self {
        case .all: .all
        case .campaign: .campaign
        case .pause: .pause(until: until)
        }
    }
}
