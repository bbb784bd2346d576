import UsherCore
import UsherMail
import UsherWeb

/// Everything behind the links of the public address: who answers, who counts.
struct LinkHouse: Sendable {
    private let traffic: TrafficDesk
    private let links: LinkDesk
    private let reviews: ReviewDesk

    init(home: OpenHome, editions: EditionBox) throws {
        let store = home.store
        traffic = TrafficDesk(store: store, clock: home.clock)
        links = LinkDesk(
            reader: try store.linkReader(), editions: editions, press: home.press, traffic: traffic,
            clock: home.clock, sources: { hash throws(StoreError) in try store.sources(hash) })
        reviews = ReviewDesk(
            reader: try store.linkReader(), store: store, seal: home.press.composer.seal, editions: editions,
            clock: home.clock)
    }

    var routes: [any WebRoutes] { [LinkRoutes(desk: links), ReviewRoutes(desk: reviews)] }

    /// Counts until cancelled, and then all that is left.
    func run() async { await traffic.run() }
}
