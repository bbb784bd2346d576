import Testing

@testable import UsherCore

@Suite("What messages say of packages, codes and offers")
struct LadderInputsTests {
    private let settings = Settings(
        sender: Mailbox(name: "Ida", address: "ida@shop.example"),
        shop: ShopSettings(name: "Shop", zone: "Europe/Berlin", language: "en"))
    private let ladder = Ladder(packages: [
        .init(name: "starter", title: "Starter kit", price: Money(minorUnits: 500, currency: "EUR")),
        .init(
            name: "bench", title: "Bench box", price: Money(minorUnits: 4800, currency: "EUR"),
            url: "https://shop.example/bench", benefits: ["Tools that stay", "Three books"],
            translations: ["de": .init(title: "Werkbank-Box", benefits: ["Werkzeug"])]),
        .init(name: "year", title: "A year", price: Money(minorUnits: 16800, currency: "EUR")),
    ])

    private func values(
        _ names: [String], bought: [String] = [], language: String? = nil, code: String? = nil, url: String? = nil,
        campaign: Campaign? = nil, data: [String: String] = [:]
    ) throws -> TemplateValue {
        let contact = Contact(id: ContactID(1), address: try EmailAddress("ada@example.org"), language: language)
        let enrollment = Enrollment(
            id: EnrollmentID(1), contact: contact.id, campaign: CampaignID(1), enteredAt: Shop.now, anchorAt: Shop.now,
            data: data)
        return Inputs(names: names, settings: settings).values(
            contact: contact, enrollment: enrollment, campaign: campaign, settings: settings, unsubscribeURL: nil,
            facts: Facts(products: bought, promoterCode: code), ladder: ladder, promoterURL: url)
    }

    @Test(
        "the largest package bought, and the one after it",
        arguments: [
            ([], nil, "starter"), (["starter"], "starter", "bench"), (["year", "starter"], "year", nil),
            (["bench", "bench"], "bench", "year"), (["a book"], nil, "starter"),
        ] as [([String], String?, String?)])
    func rungs(bought: [String], current: String?, next: String?) throws {
        let values = try values(["current_package.name", "next_package"], bought: bought)
        #expect(values.value(at: "current_package.name") == current.map(TemplateValue.text))
        #expect(values.value(at: "next_package.name") == next.map(TemplateValue.text))
        #expect((values.value(at: "next_package") == nil) == (next == nil))
    }

    @Test("price, address and benefits, in the reader's language")
    func fields() throws {
        let english = try values(["next_package"], bought: ["starter"])
        #expect(
            english.value(at: "next_package")
                == .object([
                    "name": .text("bench"), "title": .text("Bench box"), "price": .text("\u{20AC}48.00"),
                    "url": .text("https://shop.example/bench"),
                    "benefits": .list([.text("Tools that stay"), .text("Three books")]),
                ]))
        let german = try values(["next_package"], bought: ["starter"], language: "de-AT")
        #expect(german.value(at: "next_package.title") == .text("Werkbank-Box"))
        #expect(german.value(at: "next_package.benefits") == .list([.text("Werkzeug")]))
        #expect(try values(["next_package.url"]) == .object([:]))
    }

    @Test("the code and its address, when there are any")
    func promoter() throws {
        let names = ["promoter.code", "promoter_url"]
        #expect(try values(names) == .object([:]))
        #expect(
            try values(names, code: "ADA7", url: "https://shop.example/r/ADA7")
                == .object([
                    "promoter": .object(["code": .text("ADA7")]), "promoter_url": .text("https://shop.example/r/ADA7"),
                ]))
    }

    @Test("the offer ends when the entry fixed it, else by the campaign's days")
    func offer() throws {
        let campaign = Campaign(
            name: "c", title: "C", moves: Move(from: .subscribe, to: .convert),
            callToAction: CallToAction(text: "Go", url: "https://shop.example"), offerEndsAfter: 7 * Shop.day)
        let date = TemplateValue.object(["offer_ends": .text("30 November 2026")])
        #expect(try values(["offer_ends"], campaign: campaign) == date)
        let fixed = try values(["offer_ends"], campaign: campaign, data: ["offer_ends": "2026-12-24"])
        #expect(fixed == .object(["offer_ends": .text("24 December 2026")]))
        #expect(try values(["offer_ends"]) == .object([:]))
    }

    @Test("says what it needs, so that nothing is read for nothing")
    func needs() {
        func inputs(_ name: String) -> Inputs { Inputs(names: [name], settings: settings) }
        #expect(!inputs("contact.name").needsFacts && !inputs("contact.name").needsPromoterCode)
        #expect(inputs("next_package").needsFacts && !inputs("next_package").needsPromoterCode)
        #expect(inputs("promoter.code").needsFacts && inputs("promoter.code").needsPromoterCode)
        #expect(inputs("promoter_url").needsPromoterCode)
    }
}
