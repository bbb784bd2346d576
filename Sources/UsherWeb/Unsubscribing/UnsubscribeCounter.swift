import UsherCore
import UsherSupport

/// The store behind the unsubscribe links, on a serial queue of its own. Those that come while a commit waits for the
/// disk are carried out together by the next one, so that each is durable before its answer and many a second still
/// are.
actor UnsubscribeCounter {
    private nonisolated let lane: any Lane
    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private struct Waiting {
        let request: UnsubscribeRequest
        let answer: CheckedContinuation<UnsubscribeAnswer, any Error>
    }

    private let store: any UnsubscribingStore
    private let now: @Sendable () -> Timestamp
    private var waiting: [Waiting] = []
    private var isCommitting = false

    /// At most so many in one transaction: others want to write too.
    private static let lot = 200

    init(store: any UnsubscribingStore, now: @escaping @Sendable () -> Timestamp, lanes: Lanes = .queues) {
        lane = lanes.lane("usher.public")
        self.store = store
        self.now = now
    }

    /// Whom a link is about. Throws `Refusal.nobodys` where that is not known.
    func facts(_ contact: ContactID, _ delivery: DeliveryID) throws -> UnsubscribeFacts {
        let facts = try store.unsubscribeFacts(contact, delivery: delivery, now: now())
        guard facts.isKnown else { throw WebRefusal.nobodys }
        return facts
    }

    /// When it returns, what it says is on disk, and nothing of that kind starts any more. A second call changes
    /// nothing.
    func carryOut(_ request: UnsubscribeRequest) async throws -> UnsubscribeAnswer {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(Waiting(request: request, answer: continuation))
            guard !isCommitting else { return }
            isCommitting = true
            Task(executorPreference: lane) { await self.commit() }
        }
    }

    /// Until nothing waits. Between two lots, whoever came meanwhile gets in line.
    private func commit() async {
        while !waiting.isEmpty {
            let lot = Array(waiting.prefix(Self.lot))
            waiting.removeFirst(lot.count)
            do throws(StoreError) {
                let answers = try store.unsubscribe(lot.map(\.request), now: now())
                for (one, answer) in zip(lot, answers) { one.answer.resume(returning: answer) }
            } catch {
                for one in lot { one.answer.resume(throwing: error) }
            }
            await Task.yield()
        }
        isCommitting = false
    }
}
