import UsherCore
import UsherSupport

/// Makes the messages of claimed deliveries on a lane of its own, so that the worker settles and claims meanwhile.
actor ComposingQueue {
    private nonisolated let lane: any Lane
    private let press: MessagePress

    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    init(press: MessagePress, lane: any Lane) {
        self.press = press
        self.lane = lane
    }

    /// Each delivery's message, or why there is none. `sources` says what a revision that `edition` does not have was
    /// made from.
    func compose(
        _ batch: [Claimed], edition: Edition,
        sources: @Sendable (RevisionHash) async throws(StoreError) -> MessageSources?
    ) async -> ComposedBatch {
        var composed = ComposedBatch()
        composed.messages.reserveCapacity(batch.count)
        for claimed in batch {
            do {
                let prepared = try await prepared(claimed.composition.revision, edition, sources)
                composed.messages.append(try press.compose(claimed, prepared))
            } catch let error as StoreError {
                composed.storeError = error
                composed.untouched.append(claimed)
            } catch {
                composed.failures.append((claimed, "\(error)"))
            }
        }
        return composed
    }

    private func prepared(
        _ hash: RevisionHash, _ edition: Edition,
        _ sources: @Sendable (RevisionHash) async throws(StoreError) -> MessageSources?
    ) async throws -> PreparedMessage {
        if let prepared = edition.prepared(hash) ?? press.prepared(hash) { return prepared }
        guard let sources = try await sources(hash) else { throw CannotCompose("its revision is not in the database") }
        return try press.prepare(sources)
    }
}
