import UsherCore

/// What became of a batch of claimed deliveries: each is in one of the lists.
package struct ComposedBatch: Sendable {
    package var messages: [ComposedMessage] = []
    /// The deliveries that cannot be composed, whatever the store says, and why.
    package var failures: [(claimed: Claimed, words: String)] = []
    /// The deliveries for which the store could not be asked, for the reason in `storeError`.
    package var untouched: [Claimed] = []
    package var storeError: StoreError?

    /// Takes in what became of the deliveries behind these.
    mutating func append(_ next: ComposedBatch) {
        messages += next.messages
        failures += next.failures
        untouched += next.untouched
        storeError = storeError ?? next.storeError
    }

    package var count: Int { messages.count + failures.count + untouched.count }
}
