import Testing
import UsherCore

@testable import UsherIntake

@Suite("A promoter's code")
struct PromoterCodeTests {
    @Test("Is short, and has no sign that is taken for another")
    func made() {
        let codes = (0..<200).map { _ in PromoterCode.make() }
        #expect(codes.allSatisfy { $0.count == PromoterCode.length && $0.allSatisfy { !"ilo01".contains($0) } })
        #expect(Set(codes).count == 200)
        #expect(codes.allSatisfy { PromoterCode.read($0.uppercased() + " ") == $0 })
    }

    @Test("Goes into the link of the campaign that asks for friends, else into the shop's")
    func link() {
        func plan(_ campaigns: [Campaign], url: String?) -> Plan {
            let settings = Settings(
                sender: Mailbox(name: "Shop", address: "shop@shop.example"),
                shop: ShopSettings(name: "Shop", url: url, zone: "Europe/Berlin"))
            let names = campaigns.enumerated().map { ($1.name, CampaignID(Int64($0) + 1)) }
            return Plan(
                settings: settings, campaigns: campaigns,
                catalog: Catalog(campaigns: Dictionary(names) { first, _ in first }))
        }
        func campaign(_ name: String, to stage: Stage, priority: Int) -> Campaign {
            Campaign(
                name: name, title: name, moves: Move(from: .advocate, to: stage),
                callToAction: CallToAction(text: "Go", url: "https://shop.example/\(name)?a=b"), priority: priority)
        }
        let asking = [
            campaign("small", to: .promote, priority: 1), campaign("big", to: .promote, priority: 9),
            campaign("other", to: .advocate, priority: 50),
        ]
        #expect(PromoterCode.link("abc", plan: plan(asking, url: nil)) == "https://shop.example/big?a=b&code=abc")
        #expect(
            PromoterCode.link("abc", plan: plan([], url: "https://shop.example")) == "https://shop.example?code=abc")
        #expect(PromoterCode.link("abc", plan: plan([], url: nil)) == nil)
    }
}
