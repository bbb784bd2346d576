import Testing

@testable import UsherCore

@Suite("The two streams")
struct MailStreamTests {
    private let shop = Settings(
        sender: Mailbox(name: "Boat", address: "news@shop.example"),
        replyTo: Mailbox(name: "", address: "help@shop.example"),
        smtp: SMTPSettings(host: "bulk.example", port: 587, username: "news", passwordFile: "bulk-password"),
        limits: LimitSettings(perSecond: 10), dkim: .keys("news"))

    private func shop(_ own: TransactionalSettings) -> Settings {
        var shop = shop
        shop.transactional = own
        return shop
    }

    @Test("Without a section of its own, everything is one stream and goes as it says")
    func one() {
        #expect(shop.streams == [.all] && !shop.hasTwoStreams)
        for kind in MessageKind.allCases {
            #expect(shop.of(kind) == shop)
            #expect(shop.stream(of: kind) == .all)
        }
        #expect(shop.dkimKeys == ["news"])
    }

    @Test("Another sender and other keys go through the same relay")
    func sender() {
        let own = Mailbox(name: "Boat", address: "orders@shop.example")
        let shop = shop(TransactionalSettings(sender: own, dkim: .keys("orders")))
        #expect(shop.streams == [.all])
        #expect(shop.of(.marketing) == shop)
        let orders = shop.of(.transactional)
        #expect(orders.sender == own && orders.dkim == .keys("orders"))
        #expect(orders.smtp == shop.smtp && orders.limits == shop.limits && orders.replyTo == shop.replyTo)
        #expect(shop.dkimKeys == ["news", "orders"])
    }

    @Test("A relay of its own is taken as a whole, and makes two streams; limits are of each relay")
    func relay() {
        let own = SMTPSettings(host: "fast.example", port: 587)
        let shop = shop(TransactionalSettings(smtp: own))
        #expect(shop.streams == [.marketing, .transactional])
        #expect(shop.stream(of: .marketing) == .marketing && shop.stream(of: .transactional) == .transactional)
        let orders = shop.of(.transactional)
        #expect(orders.smtp == own && orders.smtp?.username == nil && orders.limits == shop.limits)
        let limited = self.shop(TransactionalSettings(smtp: own, limits: LimitSettings(perSecond: 1)))
        #expect(limited.of(.transactional).limits == LimitSettings(perSecond: 1))
        #expect(limited.of(.marketing).limits == shop.limits)
        // Limits alone are of no relay.
        #expect(
            self.shop(TransactionalSettings(limits: LimitSettings(perSecond: 1))).of(.transactional).limits
                == shop.limits)
    }

    @Test("Each stream has pauses of its own, and knows the others' while there are two")
    func scopes() {
        #expect(MailStream.allCases.map(\.relay) == [.relay, .relay, .transactionalRelay])
        #expect(
            MailStream.allCases.map { $0.domain("a.example") } == [
                .domain("a.example"), .domain("a.example"), .transactionalDomain("a.example"),
            ])
        #expect(MailStream.allCases.map { $0.knows(.relay) } == [true, true, true])
        #expect(MailStream.allCases.map { $0.knows(.transactionalRelay) } == [false, true, true])
    }
}
