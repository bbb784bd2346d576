import UsherCore

/// What became of a batch of claimed deliveries: each is in one of the lists.
struct ComposedBatch: Sendable {
    var messages: [ComposedMessage] = []
    /// These cannot be composed, whatever the store says.
    var failures: [(claimed: Claimed, reason: String)] = []
    /// For these the store could not be asked, for the reason in `storeError`.
    var untouched: [Claimed] = []
    var storeError: StoreError?
}
