import UsherCore
import UsherMail
import UsherSMTP
import UsherWeb

/// What is held about a person, for the person, on a serial queue of its own: it reads a lot.
actor DataDesk: DataShowing {
    private let executor = QueueExecutor(label: "usher.data")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let store: any PersonStore & TrafficStore
    private let seal: TokenSeal
    private let clock: any CalendarClock
    private var edition: Edition

    init(store: any PersonStore & TrafficStore, seal: TokenSeal, clock: any CalendarClock, edition: Edition) {
        self.store = store
        self.seal = seal
        self.clock = clock
        self.edition = edition
    }

    /// After a reload.
    func adopt(_ edition: Edition) { self.edition = edition }

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
