import UsherCore

extension Plan {
    /// A shop in Berlin with one campaign, `welcome`, which is number 3, and one event, `confirmed`.
    package static func welcome(attributes: [String: AttributeType]) -> Plan {
        let settings = Settings(
            sender: Mailbox(name: "Shop", address: "shop@shop.example"),
            shop: ShopSettings(name: "Shop", zone: "Europe/Berlin"),
            attributes: attributes.mapValues { AttributeDeclaration(type: $0) })
        let welcome = Campaign(
            name: "welcome", title: "Welcome", moves: Move(from: .subscribe, to: .convert),
            callToAction: CallToAction(text: "Look", url: "https://shop.example/"), trafficSource: .email)
        return Plan(
            settings: settings, campaigns: [welcome], catalog: Catalog(campaigns: ["welcome": CampaignID(3)]),
            journey: Journey(events: ["confirmed": .init(reaches: .subscribe)]))
    }
}
