import Testing
import UsherCore

@Suite("Where a campaign's link leads")
struct PlanEntrancesTests {
    private static func campaign(
        _ name: String, to: Stage = .engage, priority: Int = 50, renamedFrom: String? = nil
    ) -> Campaign {
        Campaign(
            name: name, title: name, moves: Move(from: .aware, to: to),
            callToAction: CallToAction(text: "Go", url: "https://shop.example/\(name)"), trafficSource: .print,
            priority: priority, renamedFrom: renamedFrom)
    }

    private static func plan(shop: String? = "https://shop.example") -> Plan {
        Plan(
            settings: Settings(
                sender: Mailbox(name: "Shop", address: "a@shop.example"), shop: ShopSettings(name: "Shop", url: shop)),
            campaigns: [
                campaign("fair"), campaign("booth", renamedFrom: "stall"), campaign("ask", to: .promote, priority: 10),
                campaign("beg", to: .promote, priority: 30),
            ],
            catalog: Catalog(
                campaigns: [
                    "fair": CampaignID(1), "booth": CampaignID(2), "ask": CampaignID(3), "gone": CampaignID(4),
                    "beg": CampaignID(5),
                ], steps: [:]))
    }

    @Test(
        "to its tagged call to action, also under its old name; for one that is gone to the shop",
        arguments: [
            ("fair", 1, "https://shop.example/fair?utm_source=usher&utm_medium=print&utm_campaign=fair"),
            ("booth", 2, "https://shop.example/booth?utm_source=usher&utm_medium=print&utm_campaign=booth"),
            ("stall", 2, "https://shop.example/booth?utm_source=usher&utm_medium=print&utm_campaign=booth"),
            ("gone", 4, "https://shop.example"), ("nobody", nil, nil), ("", nil, nil), ("Fair", nil, nil),
        ] as [(String, Int64?, String?)])
    func entrance(name: String, id: Int64?, address: String?) {
        let found = Self.plan().entrance(named: name)
        #expect(found?.0.value == id)
        #expect(found?.1 == address)
    }

    @Test("to nothing when the campaign is gone and the shop has no address")
    func nowhere() { #expect(Self.plan(shop: nil).entrance(named: "gone") == nil) }

    @Test("the most important campaign asks for friends")
    func asking() { #expect(Self.plan().asking?.name == "beg") }
}
