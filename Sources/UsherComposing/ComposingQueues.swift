import UsherCore
import UsherSupport

/// Several composing queues that share each batch, so that what takes the processor (a DKIM signature costs ten times
/// what composing does) is not bound to one core.
package struct ComposingQueues: Sendable {
    private let queues: [ComposingQueue]

    /// Makes one queue for each lane.
    package init(press: MessagePress, lanes: [any Lane]) {
        queues = lanes.map { ComposingQueue(press: press, lane: $0) }
    }

    /// Each delivery's message, or why there is none, in the batch's order. `sources` says what a revision that
    /// `edition` does not have was made from.
    package func compose(
        _ batch: [Claimed], edition: Edition,
        sources: @escaping @Sendable (RevisionHash) async throws(StoreError) -> MessageSources?
    ) async -> ComposedBatch {
        let shares = Self.shares(of: batch.count, among: queues.count)
        return await withTaskGroup(of: (Int, ComposedBatch).self) { group in
            for (number, share) in shares.enumerated() {
                let (queue, part) = (queues[number], Array(batch[share]))
                group.addTask { (number, await queue.compose(part, edition: edition, sources: sources)) }
            }
            var parts = [ComposedBatch](repeating: ComposedBatch(), count: shares.count)
            for await (number, part) in group { parts[number] = part }
            return parts.reduce(into: ComposedBatch()) { $0.append($1) }
        }
    }

    /// The part of a batch of `count` deliveries that each queue takes: in order, whole, none empty, and no two further
    /// apart than one.
    static func shares(of count: Int, among queues: Int) -> [Range<Int>] {
        let queues = min(count, queues)
        return (0..<queues).map { number in count * number / queues..<count * (number + 1) / queues }
    }
}
