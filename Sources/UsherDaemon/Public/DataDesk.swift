import UsherCore
import UsherMail
import UsherSupport
import UsherWeb

/// What is held about a person, for the person, on a serial queue of its own: it reads a lot.
actor DataDesk: DataShowing {
    private let executor = QueueExecutor(label: "usher.data")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let store: any PersonStore & TrafficStore
    private let seal: TokenSeal
    private let clock: any CalendarClock
    private let editions: EditionBox
    private var edition: Edition { editions.edition }

    init(store: any PersonStore & TrafficStore, seal: TokenSeal, clock: any CalendarClock, editions: EditionBox) {
        self.store = store
        self.seal = seal
        self.clock = clock
        self.editions = editions
    }

    func data(for text: String) throws -> PersonDataAnswer? {
        guard case .data(let id, let askedAt) = seal.token(url: text), let contact = try store.contact(id) else {
            return nil
        }
        let now = clock.now()
        guard now.since(askedAt) <= DataLink.validFor else { return .expired }
        let file = try PersonFile(contact, store: store, plan: edition.plan, now: now)
        return .data(
            values: try file.pageValues(since: file.consents.first?.at, edition: edition), language: contact.language,
            json: try file.json())
    }
}
