import UsherSupport

/// The lanes of a worker and its desks: a serial queue for each, or lanes that are driven by hand.
package struct WorkerLanes: Sendable {
    let worker: any Lane
    let store: any Lane
    /// The lanes that compose. They share each batch: signing alone keeps a core busy, and the rest of the daemon needs
    /// less than another.
    let composing: [any Lane]

    package init(worker: any Lane, store: any Lane, composing: [any Lane]) {
        self.worker = worker
        self.store = store
        self.composing = composing
    }

    package init(_ lanes: Lanes = .queues) {
        self.init(
            worker: lanes.lane("usher.worker"), store: lanes.lane("usher.store"),
            composing: [lanes.lane("usher.composing.first"), lanes.lane("usher.composing.second")])
    }
}
