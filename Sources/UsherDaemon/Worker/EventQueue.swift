import Synchronization

/// A queue in which other threads leave things for an actor: it takes all of them at once, so that what arrives
/// together is handled together.
final class EventQueue<Item: Sendable>: Sendable {
    private let items = Mutex<[Item]>([])
    /// The bell that is rung whenever something was put in.
    let bell = WakeSignal()

    func put(_ item: Item) {
        items.withLock { $0.append(item) }
        bell.ring()
    }

    func takeAll() -> [Item] {
        items.withLock { items in
            let taken = items
            items.removeAll(keepingCapacity: true)
            return taken
        }
    }
}
