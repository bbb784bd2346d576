/// Makes the lane of each actor, by its name: a serial queue of its own, or a lane that is driven by hand.
///
/// `docs/flow.md` lists the names.
package struct Lanes: Sendable {
    private let make: @Sendable (String) -> any Lane

    package init(_ make: @escaping @Sendable (String) -> any Lane) { self.make = make }

    /// Lanes that are each a serial Dispatch queue.
    package static let queues = Lanes { QueueExecutor(label: $0) }

    package func lane(_ label: String) -> any Lane { make(label) }
}
